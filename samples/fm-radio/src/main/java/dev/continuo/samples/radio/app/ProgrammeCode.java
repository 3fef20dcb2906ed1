package dev.continuo.samples.radio.app;

import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.TypeConversionException;

/** A station's RDS code as everyone writes it, in hexadecimal: D3C5, or 0xD3C5. */
final class ProgrammeCode implements ITypeConverter<Integer> {

  ProgrammeCode() {}

  @Override
  public Integer convert(String text) {
    String digits = text.strip().replaceFirst("^0[xX]", "");
    if (!digits.matches("[0-9a-fA-F]{1,4}")) {
      throw new TypeConversionException(
          "'" + text + "' is no RDS code: four hexadecimal digits such as D3C5");
    }
    return Integer.valueOf(digits, 16);
  }
}

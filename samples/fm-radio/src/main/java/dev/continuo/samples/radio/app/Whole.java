package dev.continuo.samples.radio.app;

import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.TypeConversionException;

/** Whole numbers. */
final class Whole implements ITypeConverter<Integer> {

  Whole() {}

  @Override
  public Integer convert(String text) {
    try {
      return Integer.valueOf(text.strip().replace('−', '-'));
    } catch (NumberFormatException e) {
      throw new TypeConversionException("'" + text + "' is no whole number such as 50");
    }
  }
}

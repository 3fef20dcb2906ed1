package dev.continuo.samples.radio.app;

import java.math.BigDecimal;
import java.util.Locale;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.TypeConversionException;

/** Numbers with a unit's prefix, as radio people write them: 92.7M, 2400k, 1.2G, 100e6. */
final class Quantity implements ITypeConverter<Double> {

  Quantity() {}

  @Override
  public Double convert(String text) {
    String number = text.strip().toLowerCase(Locale.ROOT).replace('−', '-');
    int exponent =
        number.endsWith("k") ? 3 : number.endsWith("m") ? 6 : number.endsWith("g") ? 9 : 0;
    try {
      String digits = exponent == 0 ? number : number.substring(0, number.length() - 1);
      double value = new BigDecimal(digits).scaleByPowerOfTen(exponent).doubleValue();
      if (Double.isFinite(value)) {
        return value;
      }
    } catch (ArithmeticException e) { // an exponent beyond those of BigDecimal
      throw new TypeConversionException("'" + text + "' is out of range");
    } catch (NumberFormatException e) {
      throw new TypeConversionException(
          "'" + text + "' is no number such as 92.7M, 2400k or 100e6");
    }
    throw new TypeConversionException("'" + text + "' is too large");
  }
}

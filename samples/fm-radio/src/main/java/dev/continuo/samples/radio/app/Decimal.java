package dev.continuo.samples.radio.app;

import java.math.BigDecimal;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.TypeConversionException;

/** Numbers of a unit that needs no prefix: decibels, seconds, degrees. NaN is none of them. */
final class Decimal implements ITypeConverter<Double> {

  Decimal() {}

  @Override
  public Double convert(String text) {
    try {
      double value = new BigDecimal(text.strip().replace('−', '-')).doubleValue();
      if (Double.isFinite(value)) {
        return value;
      }
    } catch (NumberFormatException e) {
      throw new TypeConversionException("'" + text + "' is no number such as 12 or -0.5");
    }
    throw new TypeConversionException("'" + text + "' is too large");
  }
}

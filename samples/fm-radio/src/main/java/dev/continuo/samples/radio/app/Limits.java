package dev.continuo.samples.radio.app;

import java.io.IOException;
import java.math.BigDecimal;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** What values the options take. A number that is none never gets this far: see the converters. */
final class Limits {

  /** The protocol of rtl_tcp has 32 bits for a frequency. */
  static final double HIGHEST_FREQUENCY = 4_294_967_295.0;

  private Limits() {}

  /** Refuses a number that is given and out of range. */
  static void check(String option, @Nullable Double value, double least, double most, String unit) {
    if (value != null && !(value >= least && value <= most)) {
      String range = plain(least) + " to " + plain(most) + " " + unit;
      throw new Mistake(option + " " + plain(value) + ": it takes " + range.strip());
    }
  }

  /** Refuses an empty name: of a file, of a host. */
  static void checkName(String option, @Nullable Object name) {
    if (name != null && name.toString().isBlank()) {
      throw new Mistake(option + " '" + name + "': it takes a name");
    }
  }

  static void checkFile(String option, @Nullable Path file) {
    checkName(option, file);
  }

  /**
   * The station is in the band that is received.
   *
   * @throws Mistake if it is not
   */
  static void checkInBand(double station, double centre, int sampleRate) {
    if (Math.abs(station - centre) > sampleRate / 2.0) {
      throw new Mistake(
          String.format(
              Locale.ROOT,
              "--frequency and --centre: %.3f MHz is not in the %.3f MHz around %.3f MHz",
              station / 1e6,
              sampleRate / 1e6,
              centre / 1e6));
    }
  }

  /** Refuses a file that would be written twice, or over what is read. */
  static void checkPlaces(List<Path> written, List<Path> read) throws IOException {
    Set<Path> seen = new HashSet<>();
    for (Path each : read) {
      seen.add(place(each));
    }
    for (Path each : written) {
      if (!seen.add(place(each))) {
        throw new Mistake(
            each + " is named twice, or a part of what is read: a file is read, or written once");
      }
    }
  }

  private static Path place(Path file) throws IOException {
    Path place = file.toAbsolutePath().normalize();
    return Files.exists(place) ? place.toRealPath() : place;
  }

  static String plain(double value) {
    if (Double.isInfinite(value)) {
      return value > 0 ? "inf" : "-inf";
    }
    if (value != 0 && (Math.abs(value) < 1e-6 || Math.abs(value) > 1e12)) {
      return Double.toString(value);
    }
    return new BigDecimal(Double.toString(value)).stripTrailingZeros().toPlainString();
  }
}

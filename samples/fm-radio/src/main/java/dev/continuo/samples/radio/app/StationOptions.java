package dev.continuo.samples.radio.app;

import dev.continuo.samples.radio.source.SampleProducer;
import dev.continuo.samples.radio.source.TunerSettings;
import dev.continuo.samples.radio.station.Programme;
import dev.continuo.samples.radio.station.Reception;
import dev.continuo.samples.radio.station.SimulatedReceiver;
import dev.continuo.samples.radio.station.StationSettings;
import dev.continuo.samples.radio.station.Tune;
import dev.continuo.samples.radio.station.WavProgramme;
import dev.continuo.samples.radio.station.rds.RdsSettings;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.text.Normalizer;
import java.time.Clock;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.Option;
import picocli.CommandLine.TypeConversionException;

/** The options of the simulated station. */
final class StationOptions {

  /** Nothing above it belongs into a multiplex. */
  private static final double HIGHEST_TONE = 15_000;

  private static final double FARTHEST = 100e6;

  /**
   * Two numbers.
   *
   * @param first before the separator
   * @param second after it
   */
  record Pair(double first, double second) {}

  /** Reads two numbers with a comma or a colon between. */
  private abstract static class PairConverter implements ITypeConverter<Pair> {

    private final String such;

    PairConverter(String such) {
      this.such = such;
    }

    @Override
    public Pair convert(String text) {
      String[] parts = text.split("[,:]", -1);
      if (parts.length != 2) {
        throw new TypeConversionException("'" + text + "' is not two numbers, " + such);
      }
      Quantity quantity = new Quantity();
      try {
        return new Pair(quantity.convert(parts[0]), quantity.convert(parts[1]));
      } catch (TypeConversionException e) {
        throw new TypeConversionException(
            "'" + text + "' is not two numbers, " + such + ": " + e.getMessage());
      }
    }
  }

  /** Of a tone in each channel. */
  static final class ToneConverter extends PairConverter {
    ToneConverter() {
      super("LEFT,RIGHT in Hz, such as 1000,400");
    }
  }

  /** Of another station. */
  static final class NeighbourConverter extends PairConverter {
    NeighbourConverter() {
      super("OFFSET:DB, such as 200k:-10");
    }
  }

  /** Of the imbalance of I and Q. */
  static final class ImbalanceConverter extends PairConverter {
    ImbalanceConverter() {
      super("DB,DEGREES, such as 0.5,3");
    }
  }

  /** Of a fade. */
  static final class FadeConverter extends PairConverter {
    FadeConverter() {
      super("DB:SECONDS, such as 20:5");
    }
  }

  /** Reads decibels, and inf. */
  static final class CnrConverter implements ITypeConverter<Double> {

    CnrConverter() {}

    @Override
    public Double convert(String text) {
      if (text.strip().equals("inf")) {
        return Double.POSITIVE_INFINITY;
      }
      try {
        return new Decimal().convert(text);
      } catch (TypeConversionException e) {
        throw new TypeConversionException("'" + text + "' is neither inf nor a number such as 20");
      }
    }
  }

  @Option(
      names = "--station-frequency",
      paramLabel = "HZ",
      converter = Quantity.class,
      description = "Where the station is; where the radio is tuned to unless told otherwise.")
  private @Nullable Double frequency;

  @Option(names = "--station-name", paramLabel = "NAME", description = "Its RDS name.")
  private String name = RdsSettings.DEFAULT.ps();

  @Option(names = "--station-text", paramLabel = "TEXT", description = "Its RDS radio text.")
  private String text = RdsSettings.DEFAULT.radioText();

  @Option(
      names = "--station-pi",
      paramLabel = "CODE",
      converter = ProgrammeCode.class,
      description = "Its RDS code: four hexadecimal digits such as D3C5.")
  private int pi = RdsSettings.DEFAULT.pi();

  @Option(names = "--station-no-rds", description = "It sends no RDS.")
  private boolean noRds;

  @Option(names = "--station-mono", description = "It sends no pilot and no difference.")
  private boolean mono;

  @Option(
      names = "--station-tone",
      paramLabel = "LEFT,RIGHT",
      converter = ToneConverter.class,
      description = "It plays a tone of so many Hz in each channel; 0 is silence.")
  private @Nullable Pair tone;

  @Option(
      names = "--station-sweep",
      paramLabel = "SECONDS",
      converter = Decimal.class,
      description = "It plays a tone that rises, on the right one that falls.")
  private @Nullable Double sweep;

  @Option(names = "--station-wav", paramLabel = "FILE", description = "It plays a WAV file.")
  private @Nullable Path wav;

  @Option(
      names = "--neighbour",
      paramLabel = "OFFSET:DB",
      converter = NeighbourConverter.class,
      description = "Another station, OFFSET Hz away, DB weaker (−) or stronger. May be repeated.")
  private List<Pair> neighbours = new ArrayList<>();

  @Option(
      names = "--cnr",
      paramLabel = "DB",
      converter = CnrConverter.class,
      description = "Carrier to noise in 200 kHz; 40 unless told otherwise, inf for no noise.")
  private double cnr = Reception.GOOD.cnrDb();

  @Option(
      names = "--level",
      paramLabel = "DB",
      converter = Decimal.class,
      description = "The level in dB of full scale; ${DEFAULT-VALUE} unless told otherwise.")
  private double level = Reception.GOOD.levelDbfs();

  @Option(
      names = "--crystal-ppm",
      paramLabel = "PPM",
      converter = Decimal.class,
      description = "By how much the simulated receiver's frequencies are wrong.")
  private double crystal;

  @Option(
      names = "--dc",
      paramLabel = "SHARE",
      converter = Decimal.class,
      description = "The constant part of I and Q.")
  private double dc = Reception.GOOD.dc();

  @Option(
      names = "--iq-imbalance",
      paramLabel = "DB,DEGREES",
      converter = ImbalanceConverter.class,
      description = "By how much Q is louder than I, and not at a right angle to it.")
  private Pair imbalance = new Pair(0, 0);

  @Option(
      names = "--fade",
      paramLabel = "DB:SECONDS",
      converter = FadeConverter.class,
      description = "The station fades by so many dB, once in so many seconds.")
  private @Nullable Pair fade;

  @Option(names = "--dither", description = "Noise of half a step before the rounding to bytes.")
  private boolean dither;

  private @Nullable String warning;

  StationOptions() {}

  /**
   * Looks at the values.
   *
   * @throws Mistake if the station or the receiver cannot be so
   */
  void check() {
    Limits.check("--station-frequency", frequency, 1, Limits.HIGHEST_FREQUENCY, "Hz");
    name = letters("--station-name", name);
    text = letters("--station-text", text);
    checkRds("--station-name", () -> RdsSettings.DEFAULT.withPs(name));
    checkRds("--station-text", () -> RdsSettings.DEFAULT.withRadioText(text));
    if (tone != null) {
      Limits.check(
          "--station-tone", tone.first(), 0, HIGHEST_TONE, "Hz, and the same on the right");
      Limits.check(
          "--station-tone", tone.second(), 0, HIGHEST_TONE, "Hz, and the same on the left");
    }
    Limits.check("--station-sweep", sweep, 0.1, 3600, "seconds");
    Limits.checkFile("--station-wav", wav);
    for (Pair neighbour : neighbours) {
      Limits.check("--neighbour", neighbour.first(), -FARTHEST, FARTHEST, "Hz, then the dB");
      Limits.check("--neighbour", neighbour.second(), -120, 80, "dB after the Hz");
    }
    if (cnr < Double.POSITIVE_INFINITY) {
      Limits.check("--cnr", cnr, -40, 200, "dB, or inf");
    }
    Limits.check("--level", level, -120, 40, "dB");
    Limits.check("--crystal-ppm", crystal, -1000, 1000, "ppm");
    Limits.check("--dc", dc, -1, 1, "of full scale");
    Limits.check("--iq-imbalance", imbalance.first(), -20, 20, "dB, then the degrees");
    Limits.check("--iq-imbalance", imbalance.second(), -45, 45, "degrees after the dB");
    if (fade != null) {
      Limits.check("--fade", fade.first(), 0, 200, "dB, then the seconds");
      Limits.check("--fade", fade.second(), 0.01, 86_400, "seconds after the dB");
    }
  }

  /** Whether it is what a JVM makes of bytes that are no characters. */
  private static boolean isUnreadable(int character) {
    return character == 0xfffd || (character >= 0xdc80 && character <= 0xdcff);
  }

  /** A letter and its accent may come as two characters; RDS has one code for both. */
  private static String letters(String option, String words) {
    if (words.chars().anyMatch(StationOptions::isUnreadable)) {
      throw new Mistake(
          option
              + ": not all of its characters could be read; the terminal's character set is "
              + System.getProperty("sun.jnu.encoding", "unknown")
              + ", so set LC_ALL to one of UTF-8, such as C.UTF-8");
    }
    return Normalizer.normalize(words, Normalizer.Form.NFC);
  }

  /** A neighbour outside of the band would not be heard, and has no effect. */
  void checkNeighbours(long listensAt, TunerSettings tuned) {
    double half = tuned.sampleRate() / 2.0;
    double middle = tuned.frequency() - at(listensAt);
    for (Pair neighbour : neighbours) {
      if (!(Math.abs(neighbour.first() - middle) < half)) {
        throw new Mistake(
            ("--neighbour %s Hz is outside of the band that is received:"
                    + " at this --rate and --centre it is within %s and %s Hz")
                .formatted(
                    Limits.plain(neighbour.first()),
                    Limits.plain(middle - half),
                    Limits.plain(middle + half)));
      }
    }
  }

  private double at(long listensAt) {
    return frequency == null ? (double) listensAt : frequency;
  }

  /** The file that it plays. */
  Optional<Path> file() {
    return Optional.ofNullable(wav);
  }

  /** What is to be said of the file that it plays, once there is a {@link #receiver}. */
  Optional<String> warning() {
    return Optional.ofNullable(warning);
  }

  private static void checkRds(String option, Supplier<RdsSettings> settings) {
    try {
      var unused = settings.get();
    } catch (IllegalArgumentException e) {
      throw new Mistake(option + ": " + e.getMessage());
    }
  }

  /** The receiver that hears the station; blocks while it reads a WAV file. */
  SampleProducer receiver(long listensAt, double preemphasis, TunerSettings tuned)
      throws IOException {
    List<StationSettings> stations = new ArrayList<>();
    StationSettings station =
        StationSettings.at(at(listensAt))
            .withProgramme(programme())
            .withPreemphasis(preemphasis)
            .withStereo(!mono)
            .withRds(noRds ? null : rds());
    stations.add(station);
    for (int i = 0; i < neighbours.size(); i++) {
      Pair neighbour = neighbours.get(i);
      RdsSettings its =
          RdsSettings.DEFAULT
              .withPs("NEXT " + (i + 1))
              .withRadioText("")
              .withProgramme(0xd3d0 + i, 1);
      stations.add(
          station
              .withFrequency(station.frequency() + neighbour.first())
              .withLevel(neighbour.second())
              .withProgramme(Programme.sweep(3 + i, 0.5))
              .withRds(its));
    }
    return new SimulatedReceiver(stations, reception(), tuned);
  }

  private RdsSettings rds() {
    return RdsSettings.DEFAULT
        .withProgramme(pi, RdsSettings.DEFAULT.pty())
        .withPs(name)
        .withRadioText(text)
        .withClock(Clock.system(ZoneId.systemDefault()));
  }

  private Programme programme() throws IOException {
    if (wav != null) {
      if (Files.exists(wav) && !Files.isRegularFile(wav)) {
        throw new IOException(wav + " is no ordinary file, and no WAV file that can be played");
      }
      WavProgramme programme = new WavProgramme(wav);
      if (programme.missingSeconds() > 0) {
        warning =
            String.format(
                Locale.ROOT,
                "%s was cut off: %.1f s of it are missing",
                wav,
                programme.missingSeconds());
      }
      return programme;
    }
    if (tone != null) {
      return Programme.tone(tone.first(), tone.second(), 0.5);
    }
    return sweep != null ? Programme.sweep(sweep, 0.5) : new Tune();
  }

  private Reception reception() {
    Reception reception =
        Reception.GOOD
            .withCnr(cnr)
            .withLevel(level)
            .withCrystal(crystal)
            .withFaults(dc, imbalance.first(), imbalance.second())
            .withDither(dither);
    return fade == null ? reception : reception.withFade(fade.first(), fade.second());
  }
}

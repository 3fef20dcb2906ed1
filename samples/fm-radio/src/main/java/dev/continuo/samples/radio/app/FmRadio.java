package dev.continuo.samples.radio.app;

import static dev.continuo.Continuo.*;

import dev.continuo.samples.radio.app.OptionRules.Use;
import dev.continuo.samples.radio.dsp.ReceiverSettings;
import dev.continuo.samples.radio.dsp.ReceiverSettings.Deemphasis;
import dev.continuo.samples.radio.file.WholeFile;
import dev.continuo.samples.radio.measure.Bench;
import dev.continuo.samples.radio.measure.Measure;
import dev.continuo.samples.radio.source.LossPolicy;
import dev.continuo.samples.radio.source.RecordingInfo;
import dev.continuo.samples.radio.source.RtlTcp;
import dev.continuo.samples.radio.source.SampleFormat;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.OptionalLong;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/**
 * Listens to FM radio: {@code ./sample fm-radio --frequency 92.7M}.
 *
 * <p>Without a receiver at hand it listens to a station that it simulates itself. Exit codes: 0 for
 * success, 1 if something failed while it ran or a bar of {@code --measure} or {@code --bench} was
 * missed, 2 for a mistake on the command line; 130, 143, 129 after Ctrl-C, SIGTERM, SIGHUP.
 */
@Command(
    name = "fm-radio",
    sortOptions = false,
    usageHelpAutoWidth = true,
    abbreviateSynopsis = true,
    description = "Listens to an FM station: sound at 48 kHz, station name and text.",
    footer = {
      "",
      "Examples:",
      "  fm-radio                                         a simulated station, into fm-radio.wav",
      "  fm-radio --source rtl_tcp://localhost:1234 --frequency 92.7M --play",
      "  fm-radio --source band.cu8 --rate 2.4M --output - | aplay -t raw -f S16_LE -c 2 -r 48000",
      "  fm-radio --serve 1234                            the station for other programs"
    })
final class FmRadio implements Callable<Integer> {

  /** What {@code --deemphasis} takes. */
  private static final int EUROPE = 50;

  private static final int AMERICA = 75;

  /** No receiver of this kind goes below, in Hz. */
  private static final double LOWEST = 500_000;

  @Option(
      names = {"-f", "--frequency"},
      paramLabel = "HZ",
      converter = Quantity.class,
      description = "The station, such as 92.7M (the default, but for recordings).")
  private @Nullable Double frequency;

  @Option(
      names = {"-s", "--source"},
      paramLabel = "SOURCE",
      converter = SourceAddress.Converter.class,
      description =
          "simulated (the default), rtl_tcp://HOST:PORT, or a recording: .cu8 .cs8 .cs16 .cf32 .wav"
              + " .sigmf-meta")
  SourceAddress source = new SourceAddress.Simulated();

  @Option(
      names = {"-r", "--rate"},
      paramLabel = "HZ",
      converter = Quantity.class,
      description = "Samples a second; 2.4M unless given, or what the recording tells.")
  private @Nullable Double rate;

  @Option(
      names = "--format",
      paramLabel = "FORMAT",
      description = "The recording's: cu8, cs8, cs16, cf32; as its name says unless given.")
  private @Nullable String format;

  @Option(
      names = "--centre",
      paramLabel = "HZ",
      converter = Quantity.class,
      description = "The centre of the band; beside the station unless given.")
  private @Nullable Double centre;

  @Option(
      names = {"-g", "--gain"},
      paramLabel = "DB",
      converter = Decimal.class,
      description = "The receiver's gain; automatic unless given.")
  @Nullable Double gain;

  @Option(
      names = "--ppm",
      paramLabel = "PPM",
      converter = Whole.class,
      description = "The correction of its crystal.")
  int ppm;

  @Option(
      names = {"-d", "--duration"},
      paramLabel = "SECONDS",
      converter = Decimal.class,
      description =
          "How much sound to make. Unless given: 10 s of the simulated station, else until the end or"
              + " Ctrl-C.")
  private @Nullable Double duration;

  @Mixin private OutputOptions output = new OutputOptions();

  @Option(names = "--mono", description = "Stereo is not decoded.")
  private boolean mono;

  @Option(
      names = "--deemphasis",
      paramLabel = "MICROSECONDS",
      converter = Whole.class,
      description = "50 (Europe, the default) or 75 (the Americas).")
  private int deemphasis = EUROPE;

  @Option(
      names = "--policy",
      paramLabel = "POLICY",
      description =
          "When samples come too fast: drop-oldest (live sources), drop-newest, suspend (recordings).")
  private @Nullable String policy;

  @Option(names = "--reconnect", description = "A lost connection is made again; not the first.")
  boolean reconnect;

  @Option(names = "--fast", description = "Recordings and the simulation do not run in real time.")
  boolean fast;

  @Mixin StationOptions station = new StationOptions();

  @Mixin Pictures pictures = new Pictures();

  @Option(
      names = "--serve",
      paramLabel = "PORT",
      converter = Whole.class,
      description = "Serves the simulated station, or the recording, as rtl_tcp does; no radio.")
  private @Nullable Integer port;

  @Option(
      names = "--host",
      paramLabel = "HOST",
      description = "Where to serve; 127.0.0.1, unless given.")
  String host = "127.0.0.1";

  @Option(names = "--measure", description = "Measures the quality of the sound, and exits.")
  private boolean measure;

  @Option(names = "--bench", description = "Measures the speed, and exits.")
  private boolean bench;

  @Option(
      names = {"-h", "--help"},
      usageHelp = true,
      description = "Shows this.")
  @SuppressWarnings("UnusedVariable") // picocli looks at it
  private boolean help;

  @Spec private CommandSpec spec = CommandSpec.create();

  FmRadio() {}

  public static void main(String[] args) {
    System.exit(execute(args));
  }

  /** Runs the program; gives its exit code. */
  static int execute(String... args) {
    CommandLine line = new CommandLine(new FmRadio());
    line.setParameterExceptionHandler(
        (mistake, wrong) -> {
          line.getErr().println("fm-radio: " + mistake.getMessage());
          line.getErr().println("fm-radio --help lists the options");
          return CommandLine.ExitCode.USAGE;
        });
    line.setExecutionExceptionHandler(
        (failure, command, parsed) -> {
          for (String each : Complaint.lines(failure)) {
            command.getErr().println("fm-radio: " + each);
          }
          return CommandLine.ExitCode.SOFTWARE;
        });
    return line.execute(args);
  }

  @Override
  public Integer call() throws Exception {
    try {
      check();
      return work(output.report());
    } catch (Mistake e) {
      throw new ParameterException(spec.commandLine(), String.valueOf(e.getMessage()), e);
    }
  }

  private int work(PrintStream report) throws Exception {
    if (measure || bench) {
      boolean met = true;
      if (measure) {
        met = Measure.run(report);
      }
      if (bench) {
        met &= Bench.run(report);
        met &= AsyncCost.run(report);
        met &= StopTime.run(report);
      }
      return met ? 0 : 1;
    }
    if (port != null) {
      run(new Serving(this, report).serve(port));
    } else {
      run(new Session(this, report).run());
    }
    return 0;
  }

  // ---- what the options mean together

  private void check() throws IOException {
    if (source instanceof SourceAddress.File recording) {
      Limits.checkFile("--source", recording.path());
    }
    OptionRules.check(spec, use(), "station");
    Limits.check("--frequency", frequency, 1, Limits.HIGHEST_FREQUENCY, "Hz");
    if (frequency != null && frequency < LOWEST && !isRecording()) {
      throw new Mistake(
          "--frequency " + frequency + " Hz is too low for a receiver: 92.7M is 92.7 MHz");
    }
    checkRate();
    Limits.check("--centre", centre, 1, Limits.HIGHEST_FREQUENCY, "Hz");
    if (centre != null && !isRecording() && port == null) {
      Limits.checkInBand((double) frequency().orElseThrow(), centre, rate().orElseThrow());
    }
    Limits.check("--gain", gain, -10, 100, "dB");
    Limits.check("--ppm", (double) ppm, -1000, 1000, "ppm");
    Limits.check("--duration", duration, 0.001, 1e9, "seconds; there is no sound in less");
    if (deemphasis != EUROPE && deemphasis != AMERICA) {
      throw new Mistake("--deemphasis is 50 or 75, not " + deemphasis);
    }
    if (port != null && (port < 0 || port > 65_535)) {
      throw new Mistake("--serve " + port + ": a port is 1 to 65535, or 0 for a free one");
    }
    Limits.checkName("--host", host);
    lossPolicy();
    sampleFormat();
    station.check();
    checkFiles();
  }

  private Use use() {
    if (measure || bench) {
      return Use.MEASURED;
    }
    if (source instanceof SourceAddress.Receiver) {
      if (port != null) {
        throw new Mistake("--serve serves the simulated station or a recording, no other server");
      }
      return Use.RECEIVER;
    }
    if (isRecording()) {
      return port == null ? Use.RECORDING : Use.SERVED_RECORDING;
    }
    return port == null ? Use.STATION : Use.SERVED_STATION;
  }

  private void checkRate() {
    if (rate != null && !(rate >= 1)) {
      throw new Mistake("--rate " + Limits.plain(rate) + " gives no samples");
    }
    double most = port == null ? ReceiverSettings.MAX_RATE : Integer.MAX_VALUE;
    Limits.check("--rate", rate, port == null ? ReceiverSettings.MIN_RATE : 1, most, "samples/s");
    if (!isRecording()) {
      try {
        RtlTcp.checkRate(rate().orElseThrow());
      } catch (IllegalArgumentException e) {
        throw new Mistake("--rate " + e.getMessage());
      }
    }
  }

  /** No output takes the place of another one, or of what it is made of. */
  private void checkFiles() throws IOException {
    pictures.check();
    output.check();
    List<Path> written = new ArrayList<>(pictures.files());
    if (port == null) {
      output.wavFile(pictures.areWanted()).ifPresent(written::add);
    }
    List<Path> read = new ArrayList<>(source.files());
    station.file().ifPresent(read::add);
    Limits.checkPlaces(written, read);
    for (Path each : pictures.files()) { // now, not after all the listening
      WholeFile.check(each);
    }
  }

  boolean isSimulated() {
    return source instanceof SourceAddress.Simulated;
  }

  boolean isRecording() {
    return source instanceof SourceAddress.File;
  }

  /** The station's frequency, if the user told it or it is not a recording. */
  OptionalLong frequency() {
    if (frequency != null) {
      return OptionalLong.of(Math.round(frequency));
    }
    return isRecording() ? OptionalLong.empty() : OptionalLong.of(92_700_000);
  }

  OptionalInt rate() {
    if (rate != null) {
      return OptionalInt.of((int) Math.round(rate));
    }
    return isRecording() ? OptionalInt.empty() : OptionalInt.of(2_400_000);
  }

  OptionalLong centre() {
    return centre == null ? OptionalLong.empty() : OptionalLong.of(Math.round(centre));
  }

  double seconds() {
    if (duration != null) {
      return duration;
    }
    return isSimulated() && !output.plays() ? 10 : Double.POSITIVE_INFINITY;
  }

  RecordingInfo.Hints hints() {
    return new RecordingInfo.Hints(sampleFormat(), rate(), centre());
  }

  private Optional<SampleFormat> sampleFormat() {
    if (format == null) {
      return Optional.empty();
    }
    Optional<SampleFormat> known = SampleFormat.ofFileName("." + format);
    if (known.isEmpty() || format.contains(".")) {
      throw new Mistake("--format " + format + " is none of cu8, cs8, cs16, cf32");
    }
    if (source instanceof SourceAddress.File recording
        && recording.path().toString().toLowerCase(Locale.ROOT).endsWith(".wav")) {
      throw new Mistake("--format " + format + " does nothing for a WAV file, which tells its own");
    }
    return known;
  }

  LossPolicy lossPolicy() {
    if (policy == null) {
      return isRecording() || (isSimulated() && fast) ? LossPolicy.SUSPEND : LossPolicy.DROP_OLDEST;
    }
    for (LossPolicy each : LossPolicy.values()) {
      if (each.name().replace('_', '-').toLowerCase(Locale.ROOT).equals(policy)) {
        return each;
      }
    }
    throw new Mistake("--policy " + policy + " is none of drop-oldest, drop-newest, suspend");
  }

  double preemphasis() {
    return deemphasis * 1e-6;
  }

  ReceiverSettings receiver(int sampleRate, double offset) {
    return ReceiverSettings.at(sampleRate)
        .withOffset(offset)
        .withDeemphasis(deemphasis == EUROPE ? Deemphasis.EUROPE : Deemphasis.AMERICA)
        .withStereo(!mono);
  }

  OutputOptions output() {
    return output;
  }

  boolean mono() {
    return mono;
  }
}

package dev.continuo.samples.radio.app;

import static dev.continuo.Continuo.*;

import dev.continuo.Coroutine;
import dev.continuo.annotation.Async;
import dev.continuo.samples.radio.dsp.FmReceiver;
import dev.continuo.samples.radio.dsp.ReceiverSettings;
import dev.continuo.samples.radio.sink.AudioOut;
import dev.continuo.samples.radio.source.Reconnect;
import dev.continuo.samples.radio.source.Recording.Pace;
import dev.continuo.samples.radio.source.RtlTcpServer;
import dev.continuo.samples.radio.source.SampleInput;
import dev.continuo.samples.radio.source.SampleProducer;
import dev.continuo.samples.radio.source.Sdr;
import dev.continuo.samples.radio.source.StreamOptions;
import dev.continuo.samples.radio.source.TunerSettings;
import java.io.IOException;
import java.io.PrintStream;
import java.util.Locale;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;

/** One run of the radio: opens what the options say, listens, and closes it again, in any case. */
final class Session {

  /** How far beside the station a receiver is tuned, so that its own constant part is not heard. */
  private static final double BESIDE = 250_000;

  /** Half of what a station takes. */
  private static final double HALF_CHANNEL = 120_000;

  private final FmRadio options;
  private final PrintStream report;
  private @Nullable Display display;
  private LongSupplier droppedBySource = () -> 0;
  private boolean broken;

  Session(FmRadio options, PrintStream report) {
    this.options = options;
    this.report = report;
  }

  @Async
  Coroutine<Void> listen() throws IOException {
    if (options.isSimulated()) {
      TunerSettings tuned = tuner();
      SampleProducer station =
          await(
              toThread(() -> options.station.receiver(frequency(), options.preemphasis(), tuned)));
      RtlTcpServer.Options how =
          new RtlTcpServer.Options("127.0.0.1", 0, options.fast, this::sayOfServer);
      try (RtlTcpServer server = await(RtlTcpServer.start(station, how))) {
        droppedBySource = server::dropped;
        try (Sdr sdr =
            await(Sdr.openReceiver("127.0.0.1", server.port(), tuned, streamOptions()))) {
          await(listenTo(sdr));
        }
      }
    } else if (options.source instanceof SourceAddress.Receiver server) {
      try (Sdr sdr =
          await(Sdr.openReceiver(server.host(), server.port(), tuner(), streamOptions()))) {
        await(listenTo(sdr));
      }
    } else if (options.source instanceof SourceAddress.File file) {
      Pace pace = options.fast ? Pace.FAST : Pace.REAL_TIME;
      try (Sdr sdr =
          await(Sdr.openRecording(file.path(), options.hints(), pace, streamOptions()))) {
        await(listenTo(sdr));
      }
    }
    return done();
  }

  @Async
  private Coroutine<Void> listenTo(Sdr sdr) throws IOException {
    SampleInput source = sdr.source();
    double centre = source.frequency();
    double station = options.frequency().isPresent() ? frequency() : centre;
    if (centre == 0) { // a recording that does not tell: the station is where it was tuned to
      centre = station;
    }
    FmReceiver receiver = receiver(source.sampleRate(), station - centre);
    options.pictures.begin(centre, source.sampleRate());
    Demodulator demodulator = new Demodulator(receiver, options.pictures::add);
    boolean forPictures = options.pictures.areWanted();
    try (AudioOut out = await(toThread(() -> options.output().open(options.mono(), forPictures)))) {
      Display shown = new Display(report, options.output().isTerminal(), station);
      display = shown;
      shown.say("Listening at " + format("%.3f MHz", station / 1e6) + " to " + source);
      Listening listening = new Listening(demodulator, out, shown, options.seconds());
      try {
        await(listening.to(sdr));
      } catch (IOException e) {
        broken = true;
        throw e;
      } finally {
        Losses losses = Losses.of(sdr, droppedBySource.getAsLong(), mayDrop());
        say(summary(listening.frames(), losses));
        if (forPictures) {
          await(toThread(this::writePictures));
        }
      }
    }
    return done();
  }

  private boolean writePictures() throws IOException {
    options.pictures.write();
    return true;
  }

  private FmReceiver receiver(int sampleRate, double offset) {
    ReceiverSettings settings = options.receiver(sampleRate, offset);
    FmReceiver receiver = new FmReceiver(settings);
    if (options.pictures.wantsSymbols()) {
      receiver.showSymbols(options.pictures::addSymbol);
    }
    return receiver;
  }

  /** Whether the source may have dropped samples without telling: somebody else's server. */
  private boolean mayDrop() {
    return options.source instanceof SourceAddress.Receiver;
  }

  private String summary(long frames, Losses losses) {
    if (frames == 0) {
      return "no sound was heard";
    }
    if (broken) {
      return format("ended by an error after %.1f s", (double) frames / FmReceiver.AUDIO_RATE);
    }
    return format(
        "%.1f s of sound to %s, %s",
        (double) frames / FmReceiver.AUDIO_RATE,
        options.output().description(options.pictures.areWanted()),
        losses.inWords());
  }

  private long frequency() {
    return options.frequency().orElseThrow();
  }

  /** Beside the station, if the band is wide enough. */
  private TunerSettings tuner() {
    int rate = options.rate().orElseThrow();
    double beside = rate / 2.0 >= BESIDE + HALF_CHANNEL ? BESIDE : 0;
    TunerSettings tuned =
        TunerSettings.at(options.centre().orElse(frequency() - (long) beside))
            .withSampleRate(rate)
            .withPpm(options.ppm);
    return options.gain == null ? tuned : tuned.withGain(options.gain);
  }

  private StreamOptions streamOptions() {
    Reconnect again = options.reconnect ? Reconnect.PATIENT : Reconnect.NEVER;
    return StreamOptions.LIVE.withPolicy(options.lossPolicy()).withReconnect(again, this::say);
  }

  private void sayOfServer(String line) {
    if (line.startsWith("refused")
        || line.startsWith("cannot make samples")
        || line.contains("too slow")) {
      say(line);
    }
  }

  private void say(String line) {
    if (display != null) {
      display.say(line);
    } else {
      report.println(line);
      report.flush();
    }
  }

  private static String format(String pattern, Object... values) {
    return String.format(Locale.ROOT, pattern, values);
  }
}

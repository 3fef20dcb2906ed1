package dev.continuo.samples.radio.app;

import static dev.continuo.Continuo.*;

import dev.continuo.CancelledError;
import dev.continuo.Coroutine;
import dev.continuo.Task;
import dev.continuo.annotation.Async;
import dev.continuo.samples.radio.dsp.FmReceiver;
import dev.continuo.samples.radio.dsp.ReceiverSettings;
import dev.continuo.samples.radio.file.Reason;
import dev.continuo.samples.radio.sink.AudioOut;
import dev.continuo.samples.radio.sink.OutputException;
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
import java.util.stream.Stream;
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

  Session(FmRadio options, PrintStream report) {
    this.options = options;
    this.report = report;
  }

  /** Opens, listens, closes. After Ctrl-C nobody else tells what went wrong at the end. */
  @Async
  Coroutine<Void> run() throws IOException {
    try {
      await(listen());
    } catch (CancelledError e) {
      Complaint.suppressed(e).forEach(this::say);
      throw e;
    }
    return done();
  }

  @Async
  private Coroutine<Void> listen() throws IOException {
    if (options.isSimulated()) {
      TunerSettings tuned = tuner();
      options.station.checkNeighbours(frequency(), tuned);
      SampleProducer station =
          await(
              toThread(() -> options.station.receiver(frequency(), options.preemphasis(), tuned)));
      options.station.warning().ifPresent(this::say);
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
    int rate = source.sampleRate();
    if (rate < ReceiverSettings.MIN_RATE || rate > ReceiverSettings.MAX_RATE) {
      throw new IOException(
          format(
              "%s: %,d samples a second are told; a station takes %,d to %,d",
              source, rate, ReceiverSettings.MIN_RATE, ReceiverSettings.MAX_RATE));
    }
    Limits.checkInBand(station, centre, rate);
    FmReceiver receiver = receiver(rate, station - centre);
    options.pictures.begin(centre, rate);
    Demodulator demodulator = new Demodulator(receiver, options.pictures::add);
    try (AudioOut out = await(openOutput())) {
      Display shown = new Display(report, options.output().screen(), station);
      display = shown;
      String where =
          station == 0 ? "the centre of the recording" : format("%.3f MHz", station / 1e6);
      shown.say("Listening at " + where + " to " + source);
      await(listenTo(sdr, new Listening(demodulator, out, shown, options.seconds()), out));
    }
    return done();
  }

  /**
   * Listens. Whatever ended it, the receiver stops first; then the sound is closed, so that the
   * last line can tell what came of it; then the pictures are drawn.
   */
  @Async
  private Coroutine<Void> listenTo(Sdr sdr, Listening listening, AudioOut out) throws IOException {
    Throwable end = null;
    try {
      await(listening.to(sdr));
    } catch (CancelledError e) {
      out.hurry();
      end = e;
    } catch (IOException e) {
      end = e instanceof OutputException ? e : ofSource(e, sdr.source().toString());
    } catch (RuntimeException e) {
      end = e;
    }
    sdr.stop();
    try {
      await(out.closeAsync(), IOException.class);
    } catch (CancelledError e) {
      end = with(e, end);
    } catch (IOException e) {
      end = end == null ? e : with(end, e);
    }
    say(summary(listening.frames(), sdr, out.untaken(), end));
    if (options.pictures.areWanted()) {
      await(draw(end));
    }
    return ended(end);
  }

  private static Throwable with(Throwable end, @Nullable Throwable other) {
    if (other != null && !(other instanceof CancelledError)) {
      end.addSuppressed(other);
    }
    return end;
  }

  /** Draws the pictures. A failure to do so does not hide what ended it all. */
  @Async
  private Coroutine<Void> draw(@Nullable Throwable end) throws IOException {
    try {
      await(toThread(this::writePictures), IOException.class);
    } catch (IOException e) {
      if (end == null) {
        throw e;
      }
      end.addSuppressed(e);
    }
    return done();
  }

  private static Coroutine<Void> ended(@Nullable Throwable end) throws IOException {
    if (end instanceof IOException e) {
      throw e;
    } else if (end instanceof RuntimeException e) {
      throw e;
    } else if (end instanceof CancelledError e) {
      throw e;
    }
    return done();
  }

  /** The network says "Connection reset", but not of which connection. */
  private IOException ofSource(IOException failure, String source) {
    String reason = Reason.of(failure);
    boolean telling =
        options.source instanceof SourceAddress.Receiver server
            ? reason.contains(server.host())
            : options.source instanceof SourceAddress.File file
                && reason.contains(String.valueOf(file.path().getFileName()));
    boolean mayHelp = options.source instanceof SourceAddress.Receiver && !options.reconnect;
    String advice = mayHelp ? "; --reconnect makes lost connections again" : "";
    return new IOException((telling ? reason : source + ": " + reason) + advice, failure);
  }

  /** Opens the output. If this is cancelled meanwhile it is closed again: no begun file stays. */
  @Async
  private Coroutine<AudioOut> openOutput() throws IOException {
    boolean forPictures = options.pictures.areWanted();
    Task<AudioOut> opening =
        createTask(
            toThread(() -> options.output().open(options.mono(), forPictures, this::say)),
            "open the output");
    return value(await(Opening.of(opening), IOException.class));
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

  private static boolean outputFailed(@Nullable Throwable end) {
    return end instanceof OutputException
        || (end != null
            && Stream.of(end.getSuppressed()).anyMatch(OutputException.class::isInstance));
  }

  private String summary(long frames, Sdr sdr, double untaken, @Nullable Throwable end) {
    double seconds = (double) frames / FmReceiver.AUDIO_RATE;
    String replaced =
        sdr.replaced() == 0
            ? ""
            : format(", %,d values were no numbers and count as 0", sdr.replaced());
    if (frames == 0) {
      return "no sound was heard" + replaced;
    }
    String lost = Losses.of(sdr, droppedBySource.getAsLong(), mayDrop(), untaken).inWords();
    String where = options.output().description(options.pictures.areWanted());
    if (outputFailed(end)) {
      return format("ended by an error after %.1f s of sound%s", seconds, replaced);
    }
    if (end != null && !(end instanceof CancelledError)) {
      return format("ended by an error after %.1f s of sound to %s%s", seconds, where, replaced);
    }
    return format("%.1f s of sound to %s, %s%s", seconds, where, lost, replaced);
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

package dev.continuo.samples.radio.app;

import static dev.continuo.Continuo.*;

import dev.continuo.Coroutine;
import dev.continuo.annotation.Async;
import dev.continuo.samples.radio.source.RecordingInfo;
import dev.continuo.samples.radio.source.RecordingProducer;
import dev.continuo.samples.radio.source.RtlTcpServer;
import dev.continuo.samples.radio.source.SampleProducer;
import dev.continuo.samples.radio.source.TunerSettings;
import java.io.IOException;
import java.io.PrintStream;

/** {@code --serve}: the simulated station, or a recording, for other programs. */
final class Serving {

  private final FmRadio options;
  private final PrintStream report;

  Serving(FmRadio options, PrintStream report) {
    this.options = options;
    this.report = report;
  }

  @Async
  Coroutine<Void> serve(int port) throws IOException {
    SampleProducer producer = await(toThread(this::producer));
    options.station.warning().ifPresent(this::say);
    RtlTcpServer.Options how =
        new RtlTcpServer.Options(options.host, port, options.fast, this::say);
    try (RtlTcpServer server = await(start(producer, how))) {
      say("rtl_tcp server at " + options.host + ":" + server.port() + "; Ctrl-C ends it");
      await(server.serveForever());
    }
    return done();
  }

  @Async
  private static Coroutine<RtlTcpServer> start(SampleProducer producer, RtlTcpServer.Options how)
      throws IOException {
    try {
      return value(await(RtlTcpServer.start(producer, how), IOException.class));
    } catch (IOException e) {
      throw new IOException(
          e.getMessage() + ": say another --serve PORT, 0 for a free one, or another --host", e);
    }
  }

  private SampleProducer producer() throws IOException {
    if (options.source instanceof SourceAddress.File file) {
      RecordingInfo info = RecordingInfo.of(file.path(), options.hints());
      return new RecordingProducer(info, true);
    }
    if (!options.isSimulated()) {
      throw new IOException("--serve serves the simulated station or a recording");
    }
    long frequency = options.frequency().orElseThrow();
    TunerSettings tuned =
        TunerSettings.at(options.centre().orElse(frequency))
            .withSampleRate(options.rate().orElseThrow());
    return options.station.receiver(frequency, options.preemphasis(), tuned);
  }

  private void say(String line) {
    report.println(line);
    report.flush();
  }
}

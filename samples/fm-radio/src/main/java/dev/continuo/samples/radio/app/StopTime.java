package dev.continuo.samples.radio.app;

import static dev.continuo.Continuo.*;
import static java.time.Duration.ofMillis;

import dev.continuo.Continuo;
import dev.continuo.Coroutine;
import dev.continuo.EventLoop;
import dev.continuo.annotation.Async;
import dev.continuo.samples.radio.source.IqBlock;
import dev.continuo.samples.radio.source.RtlTcpServer;
import dev.continuo.samples.radio.source.Sdr;
import dev.continuo.samples.radio.source.StreamOptions;
import dev.continuo.samples.radio.source.TunerSettings;
import dev.continuo.samples.radio.station.Reception;
import dev.continuo.samples.radio.station.SimulatedReceiver;
import dev.continuo.samples.radio.station.StationSettings;
import java.io.IOException;
import java.io.PrintStream;
import java.util.List;
import java.util.Locale;

/**
 * How long it takes to stop a radio that nobody listens to: its queue is full, and the station
 * sends as fast as it can.
 */
final class StopTime {

  private static final double BAR = 100;
  private static final TunerSettings TUNED = TunerSettings.at(92_450_000);

  private StopTime() {}

  /** Measures and reports; whether the bar is met. */
  static boolean run(PrintStream out) throws IOException {
    double millis = Continuo.run(millis());
    boolean met = millis <= BAR;
    out.printf(
        Locale.ROOT,
        "%-36s %8.1f ms   bar %.0f ms   %s%n",
        "stop with a full queue",
        millis,
        BAR,
        met ? "met" : "MISSED");
    return met;
  }

  @Async
  private static Coroutine<Double> millis() throws IOException {
    SimulatedReceiver station =
        new SimulatedReceiver(List.of(StationSettings.at(92_700_000)), Reception.GOOD, TUNED);
    RtlTcpServer.Options how = new RtlTcpServer.Options("127.0.0.1", 0, true, line -> {});
    double millis = 0;
    try (RtlTcpServer server = await(RtlTcpServer.start(station, how))) {
      Sdr sdr = await(Sdr.openReceiver("127.0.0.1", server.port(), TUNED, StreamOptions.LIVE));
      for (IqBlock block : each(sdr.stream())) {
        while (sdr.lost() < block.samples()) { // until the queue is full
          await(sleep(ofMillis(1)));
        }
        long start = EventLoop.running().time();
        await(sdr.closeAsync());
        millis = (EventLoop.running().time() - start) / 1e6;
      }
    }
    return value(millis);
  }
}

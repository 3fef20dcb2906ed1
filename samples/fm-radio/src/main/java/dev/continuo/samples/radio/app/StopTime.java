package dev.continuo.samples.radio.app;

import static dev.continuo.Continuo.*;
import static java.time.Duration.ofMillis;

import dev.continuo.Continuo;
import dev.continuo.Coroutine;
import dev.continuo.EventLoop;
import dev.continuo.ReturnWhen;
import dev.continuo.Task;
import dev.continuo.annotation.Async;
import dev.continuo.net.Connection;
import dev.continuo.net.Server;
import dev.continuo.net.Streams;
import dev.continuo.samples.radio.source.IqBlock;
import dev.continuo.samples.radio.source.Reconnect;
import dev.continuo.samples.radio.source.RtlTcp;
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
 * How long it takes to stop a radio when that is not convenient: nobody listens, its queue is full,
 * and the station sends as fast as it can; the server says nothing any more, and does not hang up
 * either; a connection is being made, or made again.
 */
final class StopTime {

  private static final double BAR = 100;
  private static final TunerSettings TUNED = TunerSettings.at(92_450_000);

  private StopTime() {}

  /** Measures and reports; whether the bar is met. */
  static boolean run(PrintStream out) throws IOException {
    boolean met = report(out, "stop with a full queue", Continuo.run(fullQueue()));
    met &= report(out, "stop while the server is silent", Continuo.run(silentServer()));
    met &= report(out, "stop while it connects", Continuo.run(connecting()));
    met &= report(out, "stop before it connects again", Continuo.run(connectingAgain()));
    return met;
  }

  private static boolean report(PrintStream out, String what, double millis) {
    boolean met = millis <= BAR;
    out.printf(
        Locale.ROOT,
        "%-36s %8.1f ms   bar %.0f ms   %s%n",
        what,
        millis,
        BAR,
        met ? "met" : "MISSED");
    return met;
  }

  private static double millisSince(long start) {
    return (EventLoop.running().time() - start) / 1e6;
  }

  @Async
  private static Coroutine<Double> fullQueue() throws IOException {
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
        millis = millisSince(start);
      }
    }
    return value(millis);
  }

  /** A server that sends so much, and then waits until the other end hangs up. */
  @Async
  private static Coroutine<Void> sends(Connection client, byte[] bytes) {
    try {
      await(client.writer().write(bytes), IOException.class);
      await(client.reader().readAll());
    } catch (IOException e) {
      // hung up
    }
    return done();
  }

  @Async
  private static Coroutine<Double> silentServer() throws IOException {
    byte[] greeting = RtlTcp.Greeting.R820T.bytes();
    try (Server server = await(Streams.startServer(c -> sends(c, greeting), "127.0.0.1", 0))) {
      Sdr sdr = await(Sdr.openReceiver("127.0.0.1", server.port(), TUNED, StreamOptions.LIVE));
      Task<Long> listener = createTask(sdr.stream().count());
      await(sleep(ofMillis(50)));
      long start = EventLoop.running().time();
      await(sdr.closeAsync());
      await(listener);
      return value(millisSince(start));
    }
  }

  @Async
  private static Coroutine<Double> connecting() throws IOException {
    try (Server server = await(Streams.startServer(c -> sends(c, new byte[0]), "127.0.0.1", 0))) {
      Task<Sdr> opening =
          createTask(Sdr.openReceiver("127.0.0.1", server.port(), TUNED, StreamOptions.LIVE));
      await(sleep(ofMillis(50)));
      long start = EventLoop.running().time();
      opening.cancel();
      await(waitUntil(ReturnWhen.ALL_COMPLETED, opening));
      return value(millisSince(start));
    }
  }

  @Async
  private static Coroutine<Double> connectingAgain() throws IOException {
    byte[] greeting = RtlTcp.Greeting.R820T.bytes();
    StreamOptions options = StreamOptions.LIVE.withReconnect(Reconnect.PATIENT, line -> {});
    Server server = await(Streams.startServer(c -> sends(c, greeting), "127.0.0.1", 0));
    Sdr sdr = await(Sdr.openReceiver("127.0.0.1", server.port(), TUNED, options));
    Task<Long> listener = createTask(sdr.stream().count());
    server.abortClients();
    await(server.closeAsync());
    await(sleep(ofMillis(700))); // after the first attempt, before the second
    long start = EventLoop.running().time();
    await(sdr.closeAsync());
    await(listener);
    return value(millisSince(start));
  }
}

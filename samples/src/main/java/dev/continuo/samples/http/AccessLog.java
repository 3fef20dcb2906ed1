package dev.continuo.samples.http;

import static dev.continuo.Continuo.*;

import dev.continuo.Coroutine;
import dev.continuo.QueueFull;
import dev.continuo.QueueShutDown;
import dev.continuo.annotation.Async;
import dev.continuo.sync.AsyncQueue;
import java.io.PrintStream;
import java.net.InetSocketAddress;
import java.net.SocketAddress;
import java.time.OffsetDateTime;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.util.Locale;

/**
 * A line for each answer, in the Common Log Format. It is printed by another thread: whoever reads
 * the output may be slow. A server that answers faster than that drops lines, and says how many.
 */
class AccessLog {

  private static final int LINES_KEPT = 10_000;
  private static final DateTimeFormatter TIME =
      DateTimeFormatter.ofPattern("dd/MMM/uuuu:HH:mm:ss Z", Locale.ENGLISH);

  private final AsyncQueue<String> lines = AsyncQueue.fifo(LINES_KEPT);
  private final PrintStream out;
  private long dropped;

  AccessLog(PrintStream out) {
    this.out = out;
  }

  /** Adds a line; dropped if too many wait, or it is closed. */
  void add(SocketAddress client, String request, int status, long bytes) {
    String host = client instanceof InetSocketAddress internet ? internet.getHostString() : "local";
    String line =
        String.format(
            Locale.ROOT,
            "%s - - [%s] \"%s\" %d %d%n",
            host,
            TIME.format(OffsetDateTime.now(ZoneId.systemDefault())),
            request.replace("\\", "\\\\").replace("\"", "\\\""),
            status,
            bytes);
    try {
      lines.putNowait(line);
    } catch (QueueFull | QueueShutDown e) {
      dropped++;
    }
  }

  /** Prints until it is closed. */
  @Async
  Coroutine<Void> print() {
    for (String first : each(lines)) {
      StringBuilder batch = new StringBuilder(first);
      while (!lines.isEmpty()) {
        batch.append(lines.getNowait());
      }
      if (dropped > 0) {
        batch.append(dropped).append(" lines were dropped\n");
        dropped = 0;
      }
      await(toThread(() -> printed(batch)));
    }
    return done();
  }

  private Object printed(StringBuilder batch) {
    out.print(batch);
    out.flush();
    return batch;
  }

  /** Ends printing, after what is there. */
  void close() {
    lines.shutdown();
  }
}

package dev.continuo.internal.pipe;

import dev.continuo.internal.DefaultLoop;
import dev.continuo.internal.net.ConnectionCore;
import java.io.PrintStream;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * The standard output and error of a loop: one writer each, until the loop is closed. Their threads
 * are daemons; the end of the JVM waits for what they have to write, but not for ever.
 */
public final class StandardOutput {

  /** System.out. */
  public static final StandardOutput OUT = new StandardOutput("stdout", () -> System.out);

  /** System.err. */
  public static final StandardOutput ERR = new StandardOutput("stderr", () -> System.err);

  /** How long the end of the JVM waits for a terminal or pipe that takes nothing. */
  private static final long PATIENCE = TimeUnit.SECONDS.toNanos(5);

  /** While a program cleans up it may still write; who is quiet for so long is done. */
  private static final long QUIET = TimeUnit.MILLISECONDS.toNanos(200);

  private final String text;
  private final Supplier<PrintStream> stream;
  private @Nullable PrintStream wrapped;
  private @Nullable ConnectionCore known;
  private @Nullable DefaultLoop owner;
  private @Nullable PipeOutput last;
  private boolean hasHook;

  private StandardOutput(String text, Supplier<PrintStream> stream) {
    this.text = text;
    this.stream = stream;
  }

  /** The output of a loop. */
  public synchronized ConnectionCore of(DefaultLoop loop) {
    PrintStream now = stream.get();
    if (known != null && owner == loop && wrapped == now) {
      return known;
    }
    ConnectionCore core = new ConnectionCore(loop, 1, made -> {});
    last = new PipeOutput(loop, new CheckedOutput(now, text), text, false, core);
    known = core;
    owner = loop;
    wrapped = now;
    if (!hasHook) {
      hasHook = true;
      Runtime.getRuntime().addShutdownHook(new Thread(this::finish, "continuo-" + text + "-end"));
    }
    return core;
  }

  private synchronized @Nullable PipeOutput last() {
    return last;
  }

  /** Waits until all is written: the JVM is about to end. */
  private void finish() {
    long begin = System.nanoTime();
    long idleSince = begin;
    while (System.nanoTime() - begin < PATIENCE) {
      PipeOutput output = last();
      long now = System.nanoTime();
      if (output == null || !output.isIdle()) {
        idleSince = now;
      } else if (output.loop.isClosed() || now - idleSince > QUIET) {
        return;
      }
      try {
        TimeUnit.MILLISECONDS.sleep(2);
      } catch (InterruptedException e) {
        return;
      }
    }
  }
}

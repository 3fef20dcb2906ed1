package dev.continuo.internal;

import dev.continuo.CancelledError;
import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

/**
 * What Ctrl-C and SIGTERM do to a program that runs a {@code Runner}: the JVM starts its shutdown
 * hooks, this one cancels the main task and waits, bounded, until the runner has closed and its
 * thread has had the time to say goodbye. Then the JVM halts, with the exit code that is usual for
 * the signal (130, 143). The CancelledError that ends the main task is no error of the program: if
 * nobody catches it, it is not printed.
 */
public final class ShutdownHook {

  private static final System.Logger LOG = System.getLogger("dev.continuo");

  /** How long the main task may clean up, and the runner close, unless the runner says so. */
  private static final Duration MOST =
      Duration.ofSeconds(Math.max(0, Long.getLong("continuo.shutdownHookSeconds", 10)));

  private static final Duration GOODBYE = Duration.ofSeconds(1);
  private static final Duration DUMP = Duration.ofMillis(500);

  private final DefaultLoop loop;
  private final Duration most;
  private final Thread runner = Thread.currentThread();
  private final CountDownLatch closed = new CountDownLatch(1);
  private final Thread hook = new Thread(this::shutDown, "continuo-shutdown");

  private ShutdownHook(DefaultLoop loop, Duration most) {
    this.loop = loop;
    this.most = most;
  }

  /** Installs a hook for the loop that this thread is about to run. */
  public static ShutdownHook install(DefaultLoop loop, Duration grace) {
    boolean isDefault = grace.equals(LoopShutdown.GRACE);
    ShutdownHook installed = new ShutdownHook(loop, isDefault ? MOST : grace);
    try {
      Runtime.getRuntime().addShutdownHook(installed.hook);
    } catch (IllegalStateException e) {
      LOG.log(System.Logger.Level.DEBUG, "the JVM is shutting down already", e);
    }
    return installed;
  }

  /** The runner has closed. */
  public void remove() {
    closed.countDown();
    try {
      Runtime.getRuntime().removeShutdownHook(hook);
    } catch (IllegalStateException e) {
      LOG.log(System.Logger.Level.DEBUG, "the JVM is shutting down already", e);
    }
  }

  private void shutDown() {
    if (callsExit()) {
      return;
    }
    endQuietly();
    if (!loop.tryPost(loop::cancelMain)) {
      return;
    }
    try {
      if (closed.await(BlockingCalls.saturatedNanos(most), TimeUnit.NANOSECONDS)) {
        runner.join(GOODBYE.toMillis());
      } else {
        tellWhoIsLeft();
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  /** Not to the log: that of the JDK has a hook of its own, and is silent by now. */
  @SuppressWarnings("SystemOut")
  private void tellWhoIsLeft() {
    System.err.println(
        "the program did not end within "
            + most
            + " after its main task was cancelled; the JVM halts. What is left:\n"
            + loop.snapshot(DUMP).toText());
  }

  private void endQuietly() {
    Thread.UncaughtExceptionHandler before = runner.getUncaughtExceptionHandler();
    runner.setUncaughtExceptionHandler(
        (thread, thrown) -> {
          boolean expected =
              thrown instanceof CancelledError && RunState.SHUTDOWN.equals(thrown.getMessage());
          if (!expected && before != null) {
            before.uncaughtException(thread, thrown);
          }
        });
  }

  /**
   * The runner's own thread called System.exit: it waits for this hook, not the other way round.
   */
  private boolean callsExit() {
    for (StackTraceElement element : runner.getStackTrace()) {
      if (element.getClassName().equals("java.lang.Runtime")
          && element.getMethodName().equals("exit")) {
        return true;
      }
    }
    return false;
  }
}

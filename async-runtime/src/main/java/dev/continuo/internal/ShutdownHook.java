package dev.continuo.internal;

import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

/**
 * What Ctrl-C and SIGTERM do to a program that runs a {@code Runner}: the JVM starts its shutdown
 * hooks, this one cancels the main task and waits, bounded, until the runner has closed and its
 * thread has had the time to say goodbye. Then the JVM halts.
 */
public final class ShutdownHook {

  private static final System.Logger LOG = System.getLogger("dev.continuo");
  private static final Duration MOST = Duration.ofSeconds(10);
  private static final Duration GOODBYE = Duration.ofSeconds(1);

  private final DefaultLoop loop;
  private final Thread runner = Thread.currentThread();
  private final CountDownLatch closed = new CountDownLatch(1);
  private final Thread hook = new Thread(this::shutDown, "continuo-shutdown");

  private ShutdownHook(DefaultLoop loop) {
    this.loop = loop;
  }

  /** Installs a hook for the loop that this thread is about to run. */
  public static ShutdownHook install(DefaultLoop loop) {
    ShutdownHook installed = new ShutdownHook(loop);
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
    if (callsExit() || !loop.tryPost(loop::cancelMain)) {
      return;
    }
    try {
      if (closed.await(MOST.toNanos(), TimeUnit.NANOSECONDS)) {
        runner.join(GOODBYE.toMillis());
      } else {
        LOG.log(
            System.Logger.Level.WARNING,
            "the main task did not end within {0} after it was cancelled; the JVM halts",
            MOST);
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
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

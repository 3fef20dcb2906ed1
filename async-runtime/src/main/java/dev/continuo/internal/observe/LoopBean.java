package dev.continuo.internal.observe;

import dev.continuo.EventLoop;
import dev.continuo.EventLoopMXBean;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Supplier;

/** The management bean of one loop. */
public final class LoopBean implements EventLoopMXBean {

  private static final long PATIENCE_NANOS = TimeUnit.SECONDS.toNanos(1);

  private final String name;
  private final EventLoop loop;
  private final Supplier<LoopFigures> figures;

  /** Makes the bean of {@code loop}. */
  public LoopBean(String name, EventLoop loop, Supplier<LoopFigures> figures) {
    this.name = name;
    this.loop = loop;
    this.figures = figures;
  }

  @Override
  public String getName() {
    return name;
  }

  @Override
  public boolean isRunning() {
    return loop.isRunning();
  }

  @Override
  public int getTaskCount() {
    return figures.get().tasks();
  }

  @Override
  public long getCreatedTaskCount() {
    return figures.get().created();
  }

  @Override
  public long getCompletedTaskCount() {
    LoopFigures now = figures.get();
    return Math.max(0, now.created() - now.tasks());
  }

  @Override
  public long getCancelledTaskCount() {
    return figures.get().cancelled();
  }

  @Override
  public long getFailedTaskCount() {
    return figures.get().failed();
  }

  @Override
  public int getReadyCount() {
    return figures.get().ready();
  }

  @Override
  public int getTimerCount() {
    return figures.get().timers();
  }

  @Override
  public long getSlowCallbackCount() {
    return figures.get().slowCallbacks();
  }

  @Override
  public long getLagNanos() {
    if (!loop.isRunning() || EventLoop.runningOrNull() == loop) {
      return loop.isRunning() ? 0 : -1;
    }
    long asked = System.nanoTime();
    return onLoop(() -> {}) ? System.nanoTime() - asked : PATIENCE_NANOS;
  }

  @Override
  public boolean isDebug() {
    return loop.isDebug();
  }

  @Override
  public void setDebug(boolean debug) {
    if (!loop.isRunning() || EventLoop.runningOrNull() == loop) {
      loop.setDebug(debug);
    } else if (!onLoop(() -> loop.setDebug(debug))) {
      throw new IllegalStateException(
          "the loop is held up; debug mode is switched when it goes on. It is held up by\n"
              + loop.dump());
    }
  }

  @Override
  public String dumpText() {
    return loop.snapshot().toText();
  }

  @Override
  public String dumpJson() {
    return loop.snapshot().toJson();
  }

  /** Runs something on the loop; false if it had no turn in time. */
  private boolean onLoop(Runnable work) {
    CompletableFuture<Boolean> ran = new CompletableFuture<>();
    var unused =
        loop.callSoonThreadsafe(
            () -> {
              work.run();
              ran.complete(true);
            });
    try {
      return ran.get(PATIENCE_NANOS, TimeUnit.NANOSECONDS);
    } catch (TimeoutException e) {
      return false;
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return false;
    } catch (java.util.concurrent.ExecutionException e) {
      throw new IllegalStateException(e.getCause());
    }
  }
}

package dev.continuo.netty;

import dev.continuo.LoopHost;
import io.netty.channel.EventLoopGroup;
import io.netty.channel.SingleThreadEventLoop;
import io.netty.util.concurrent.EventExecutor;
import io.netty.util.concurrent.Future;
import io.netty.util.concurrent.SingleThreadEventExecutor;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/** An executor of Netty's, with one thread, as the host of loops. */
final class NettyHost implements LoopHost {

  private static final long GIVE_UP_MILLIS = 1000;

  private final EventExecutor executor;

  /** What was made for one loop, and goes with it; else null. */
  private final @Nullable EventLoopGroup own;

  NettyHost(EventExecutor executor, @Nullable EventLoopGroup own) {
    if (!(executor instanceof io.netty.channel.EventLoop)
        && !(executor instanceof SingleThreadEventExecutor)) {
      throw new IllegalArgumentException(
          "a loop needs an event loop of Netty, or another executor with one thread, got "
              + executor);
    }
    this.executor = executor;
    this.own = own;
  }

  @Override
  public void execute(Runnable turn) {
    executor.execute(turn);
  }

  /**
   * A turn that is executed by a turn comes before any I/O: Netty looks after its channels when its
   * tasks are done, or after a second. So the next turn becomes a task when those are done.
   *
   * <pre>
   *   I/O ─ tasks: …, turn ─ tail: executes turn ─ I/O ─ tasks: …, turn ─ …
   * </pre>
   */
  @Override
  public void executeAgain(Runnable turn) {
    if (executor instanceof SingleThreadEventLoop loop) {
      loop.executeAfterEventLoopIteration(() -> loop.execute(turn));
    } else {
      executor.execute(turn);
    }
  }

  @Override
  public Alarm schedule(Runnable turn, long nanos) {
    Future<?> alarm = executor.schedule(turn, nanos, TimeUnit.NANOSECONDS);
    return () -> alarm.cancel(false);
  }

  @Override
  public boolean inThread() {
    return executor.inEventLoop();
  }

  /**
   * Others than SingleThreadEventExecutor only say when they have ended: then another thread does.
   */
  @Override
  public void atEnd(Runnable last) {
    if (executor instanceof SingleThreadEventExecutor known) {
      known.addShutdownHook(last);
    } else {
      var unused = executor.terminationFuture().addListener(ended -> last.run());
    }
  }

  @Override
  public void loopClosed() {
    NettyLoop.closed(executor, this);
    if (own != null) {
      var unused = own.shutdownGracefully(0, GIVE_UP_MILLIS, TimeUnit.MILLISECONDS);
    }
  }

  @Override
  public String toString() {
    return executor.toString();
  }
}

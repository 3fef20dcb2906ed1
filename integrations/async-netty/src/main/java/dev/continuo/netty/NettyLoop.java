package dev.continuo.netty;

import dev.continuo.EventLoop;
import io.netty.util.concurrent.EventExecutor;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;

/**
 * The loop of Continuo that runs on an event loop of Netty: one for each, made when it is asked for
 * first.
 *
 * <pre>{@code
 * public void channelActive(ChannelHandlerContext ctx) {
 *   NettyLoop.of(ctx.channel().eventLoop()).createTask(handle(ctx.channel()));
 * }
 * }</pre>
 *
 * <p>It is started ({@link EventLoop#start}), and so the running loop of Netty's thread: {@code
 * Continuo.createTask} and void {@code @Async} methods work in every handler. Tasks are resumed on
 * Netty's thread, one turn of some 20 microseconds at a time; between turns Netty does its I/O.
 * What blocks a coroutine blocks the channels of that event loop.
 *
 * <p>When the event loop is shut down the tasks that are left are cancelled. They may clean up as
 * far as that needs no waiting: Netty runs no timers then. After that the loop is closed, and
 * whoever waits for a task of it from outside gets a CancellationException.
 */
public final class NettyLoop {

  /** A loop, and what its host is. */
  private record Guest(NettyHost host, EventLoop loop) {}

  private static final ConcurrentMap<EventExecutor, Guest> GUESTS = new ConcurrentHashMap<>();

  private NettyLoop() {}

  /**
   * The loop of this event loop, always the same one. It is started when it is made; who stops it
   * ({@link EventLoop#stop}) has to start it again.
   *
   * @param executor an event loop of Netty, {@code channel.eventLoop()} for example, or another
   *     executor with one thread of its own
   * @return its loop; tasks are made there on the thread of the executor, or from others with
   *     {@code Continuo.runCoroutineThreadsafe} or {@link NettyFutures#start}
   * @throws IllegalArgumentException if the executor has not exactly one thread
   * @throws IllegalStateException if the executor was shut down
   */
  public static EventLoop of(EventExecutor executor) {
    Guest known = GUESTS.get(executor);
    return known != null ? known.loop : GUESTS.computeIfAbsent(executor, NettyLoop::started).loop;
  }

  /**
   * The event loop of Netty that a loop runs on; to give channels to it that only this loop uses.
   *
   * <pre>{@code
   * new Bootstrap().group(NettyLoop.nettyLoop(EventLoop.running()))
   * }</pre>
   *
   * @param loop a loop of {@link #of}, or of {@link NettyLoops} with event loops of their own
   * @return the event loop
   * @throws IllegalArgumentException if it is another loop, or was closed
   */
  public static io.netty.channel.EventLoop nettyLoop(EventLoop loop) {
    for (var entry : GUESTS.entrySet()) {
      if (entry.getValue().loop == loop
          && entry.getKey() instanceof io.netty.channel.EventLoop known) {
        return known;
      }
    }
    throw new IllegalArgumentException("no loop on an event loop of Netty: " + loop);
  }

  private static Guest started(EventExecutor executor) {
    NettyHost host = new NettyHost(executor, null);
    EventLoop loop = EventLoop.hosted(host);
    loop.start();
    return new Guest(host, loop);
  }

  /** Makes a loop that is not started; the one of its executor unless that has one already. */
  static EventLoop notStarted(EventExecutor executor, NettyHost host) {
    EventLoop loop = EventLoop.hosted(host);
    var unused = GUESTS.putIfAbsent(executor, new Guest(host, loop));
    return loop;
  }

  /** The loop of the host was closed. */
  static void closed(EventExecutor executor, NettyHost host) {
    GUESTS.computeIfPresent(executor, (key, guest) -> guest.host == host ? null : guest);
  }
}

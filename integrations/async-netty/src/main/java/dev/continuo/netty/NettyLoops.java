package dev.continuo.netty;

import dev.continuo.EventLoop;
import dev.continuo.EventLoopProvider;
import io.netty.channel.EventLoopGroup;
import io.netty.channel.MultiThreadIoEventLoopGroup;
import io.netty.channel.nio.NioIoHandler;
import io.netty.util.concurrent.DefaultThreadFactory;
import org.jspecify.annotations.Nullable;

/**
 * Has the loops of a program run on Netty: with this module on the class path or module path {@code
 * Continuo.run}, {@link dev.continuo.Runner} and {@link EventLoop#create} use it, unless {@code
 * -Dcontinuo.eventLoopProvider=standard} says otherwise. The program runs on Netty's thread while
 * the one that called {@code run} waits.
 *
 * <pre>{@code
 * Continuo.run(main());                         // on an event loop of its own, over NIO
 *
 * EventLoopGroup group = new MultiThreadIoEventLoopGroup(EpollIoHandler.newFactory());
 * try (Runner runner = new Runner(new NettyLoops(group))) {
 *   runner.run(main());                         // on one of the group
 * }
 * }</pre>
 *
 * <p>An event loop that was made for a loop has a daemon thread, and is shut down when the loop is
 * closed. A group that was given is not.
 */
public final class NettyLoops implements EventLoopProvider {

  private final @Nullable EventLoopGroup group;

  /** Makes loops with an event loop of their own each. */
  public NettyLoops() {
    this.group = null;
  }

  /**
   * Makes loops on the event loops of a group, in its order. Several loops may share one: each runs
   * in its own turns.
   *
   * @param group the group; it has to be shut down after its loops are closed
   */
  public NettyLoops(EventLoopGroup group) {
    this.group = group;
  }

  @Override
  public EventLoop newLoop() {
    EventLoopGroup given = group;
    if (given != null) {
      io.netty.channel.EventLoop next = given.next();
      return NettyLoop.notStarted(next, new NettyHost(next, null));
    }
    EventLoopGroup own =
        new MultiThreadIoEventLoopGroup(
            1, new DefaultThreadFactory("continuo-netty", true), NioIoHandler.newFactory());
    io.netty.channel.EventLoop only = own.next();
    return NettyLoop.notStarted(only, new NettyHost(only, own));
  }
}

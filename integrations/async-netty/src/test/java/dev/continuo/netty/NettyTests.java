package dev.continuo.netty;

import io.netty.channel.EventLoop;
import io.netty.channel.EventLoopGroup;
import io.netty.channel.MultiThreadIoEventLoopGroup;
import io.netty.channel.nio.NioIoHandler;
import java.util.concurrent.Callable;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Timeout;

/** Tests with a group of one event loop, which is shut down after each. */
@Timeout(60)
abstract class NettyTests {

  final EventLoopGroup group = new MultiThreadIoEventLoopGroup(1, NioIoHandler.newFactory());
  final EventLoop netty = group.next();

  /** Runs something on Netty's thread and waits for it. */
  <T> T onNetty(Callable<T> work) throws Exception {
    return netty.submit(work).get();
  }

  Thread nettyThread() throws Exception {
    return onNetty(Thread::currentThread);
  }

  @AfterEach
  void shutDown() {
    shutDown(group);
  }

  static void shutDown(EventLoopGroup group) {
    group.shutdownGracefully(0, 1, TimeUnit.SECONDS).syncUninterruptibly();
  }
}

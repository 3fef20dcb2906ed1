package dev.continuo.netty.guide;

import static dev.continuo.Continuo.*;
import static dev.continuo.netty.NettyFutures.awaitable;
import static java.nio.charset.StandardCharsets.UTF_8;
import static java.time.Duration.ofMillis;
import static org.assertj.core.api.Assertions.assertThat;

import dev.continuo.AsyncIterable;
import dev.continuo.Coroutine;
import dev.continuo.EventLoop;
import dev.continuo.LoopHost;
import dev.continuo.Runner;
import dev.continuo.Task;
import dev.continuo.annotation.Async;
import dev.continuo.netty.NettyChannels;
import dev.continuo.netty.NettyFutures;
import dev.continuo.netty.NettyLoop;
import dev.continuo.netty.NettyLoops;
import io.netty.bootstrap.ServerBootstrap;
import io.netty.buffer.ByteBuf;
import io.netty.channel.Channel;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import io.netty.channel.ChannelInitializer;
import io.netty.channel.EventLoopGroup;
import io.netty.channel.MultiThreadIoEventLoopGroup;
import io.netty.channel.nio.NioIoHandler;
import io.netty.channel.socket.nio.NioServerSocketChannel;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.util.concurrent.TimeUnit;
import javax.swing.SwingUtilities;
import javax.swing.Timer;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** The code of docs/guide/event-loops.md. */
@Timeout(60)
@SuppressWarnings("FutureReturnValueIgnored") // as programs on Netty are written
class EventLoopsTest {

  private final EventLoopGroup group =
      new MultiThreadIoEventLoopGroup(1, NioIoHandler.newFactory());

  @AfterEach
  void shutDown() {
    group.shutdownGracefully(0, 1, TimeUnit.SECONDS).syncUninterruptibly();
  }

  static final class Greeter extends ChannelInboundHandlerAdapter {
    @Override
    public void channelActive(ChannelHandlerContext context) {
      EventLoop loop = NettyLoop.of(context.channel().eventLoop());
      Task<Void> unused = loop.createTask(greet(context));
    }

    @Async
    private Coroutine<Void> greet(ChannelHandlerContext context) {
      ByteBuf text = context.alloc().buffer();
      text.writeCharSequence("hello\n", UTF_8);
      await(sleep(ofMillis(100))); // Netty's thread is free meanwhile
      await(awaitable(context.writeAndFlush(text)));
      await(awaitable(context.close()));
      return done();
    }
  }

  static final class EchoServer extends ChannelInitializer<Channel> {
    @Override
    protected void initChannel(Channel channel) {
      AsyncIterable<ByteBuf> blocks = NettyChannels.inbound(channel, ByteBuf.class);
      NettyFutures.start(echo(channel, blocks), channel.eventLoop())
          .addListener(done -> channel.close());
    }

    @Async
    private Coroutine<Void> echo(Channel channel, AsyncIterable<ByteBuf> blocks) {
      for (ByteBuf block : each(blocks)) {
        await(awaitable(channel.writeAndFlush(block))); // the next block is read after this
      }
      return done();
    }
  }

  static final class SwingHost implements LoopHost {
    @Override
    public void execute(Runnable turn) {
      SwingUtilities.invokeLater(turn);
    }

    @Override
    public Alarm schedule(Runnable turn, long nanos) {
      int millis = (int) Math.min(Integer.MAX_VALUE, nanos / 1_000_000 + 1);
      Timer timer = new Timer(millis, event -> turn.run());
      timer.setRepeats(false);
      timer.start();
      return timer::stop;
    }

    @Override
    public boolean inThread() {
      return SwingUtilities.isEventDispatchThread();
    }
  }

  private Channel serve(ChannelInboundHandlerAdapter handler) {
    return new ServerBootstrap()
        .group(group)
        .channel(NioServerSocketChannel.class)
        .childHandler(handler)
        .bind(InetAddress.getLoopbackAddress(), 0)
        .syncUninterruptibly()
        .channel();
  }

  private static Socket connect(Channel server) throws IOException {
    InetSocketAddress address = (InetSocketAddress) server.localAddress();
    return new Socket(address.getAddress(), address.getPort());
  }

  @Test
  void aHandlerStartsACoroutine() throws Exception {
    try (Socket client = connect(serve(new Greeter()))) {
      assertThat(client.getInputStream().readAllBytes()).asString(UTF_8).isEqualTo("hello\n");
    }
  }

  @Test
  void aChannelIsAStream() throws Exception {
    try (Socket client = connect(serve(new EchoServer()))) {
      client.getOutputStream().write("one two".getBytes(UTF_8));
      client.shutdownOutput();
      assertThat(client.getInputStream().readAllBytes()).asString(UTF_8).isEqualTo("one two");
    }
  }

  @Test
  void anythingWithAThreadIsAHost() {
    try (Runner runner = new Runner(() -> EventLoop.hosted(new SwingHost()))) {
      assertThat(runner.run(isOnTheEventDispatchThread())).isTrue();
    }
  }

  @Async
  private static Coroutine<Boolean> isOnTheEventDispatchThread() {
    await(sleep(ofMillis(5)));
    return value(SwingUtilities.isEventDispatchThread());
  }

  @Test
  void aProgramRunsOnAGroup() {
    assertThat(program()).startsWith("multiThreadIoEventLoopGroup");
  }

  private String program() {
    try (Runner runner = new Runner(new NettyLoops(group))) {
      return runner.run(main());
    }
  }

  @Async
  private static Coroutine<String> main() {
    await(sleep(ofMillis(1)));
    return value(Thread.currentThread().getName());
  }
}

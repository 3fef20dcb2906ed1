package dev.continuo.netty;

import static dev.continuo.Continuo.*;
import static dev.continuo.netty.NettyFutures.awaitable;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.continuo.AsyncCloseable;
import dev.continuo.AsyncIterable;
import dev.continuo.AsyncIterator;
import dev.continuo.CancelledError;
import dev.continuo.Coroutine;
import dev.continuo.EventLoop;
import dev.continuo.Task;
import dev.continuo.annotation.Async;
import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import io.netty.channel.Channel;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import io.netty.handler.codec.LineBasedFrameDecoder;
import io.netty.handler.codec.string.StringDecoder;
import io.netty.util.concurrent.Future;
import java.io.IOException;
import java.net.Socket;
import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;

/** What channels receive, as a stream. */
class NettyChannelsTest extends NettyTests {

  private final List<Object> log = new CopyOnWriteArrayList<>();
  private final BlockingQueue<Future<?>> connections = new LinkedBlockingQueue<>();

  /** What a test does with a channel and its lines. */
  private interface Body {
    Coroutine<?> handle(Channel channel, AsyncIterable<String> lines) throws Exception;
  }

  /** Starts a coroutine for each connection. */
  private ChannelInboundHandlerAdapter lines(Body body) {
    return new ChannelInboundHandlerAdapter() {
      @Override
      public boolean isSharable() {
        return true;
      }

      @Override
      public void handlerAdded(ChannelHandlerContext context) throws Exception {
        Channel channel = context.channel();
        channel.pipeline().addLast(new LineBasedFrameDecoder(1000), new StringDecoder());
        AsyncIterable<String> lines = NettyChannels.inbound(channel, String.class);
        connections.add(NettyFutures.start(body.handle(channel, lines), channel.eventLoop()));
      }
    };
  }

  private static ByteBuf text(String text) {
    return Unpooled.copiedBuffer(text, UTF_8);
  }

  @Async
  private Coroutine<Integer> echo(Channel channel, AsyncIterable<String> lines) {
    int count = 0;
    for (String line : each(lines)) {
      await(awaitable(channel.writeAndFlush(text(line + "\n"))));
      count++;
    }
    return value(count);
  }

  @Test
  void linesAreEchoedUntilTheClientCloses() throws Exception {
    try (Echo server = new Echo(group, lines(this::echo))) {
      for (int i = 0; i < 1000; i++) {
        assertThat(server.roundTrip("line " + i)).isEqualTo("line " + i);
      }
      server.client().close();
      assertThat(connections.take().get()).isEqualTo(1000);
    }
  }

  @Test
  void manyMessagesOfOneReadAndOneMessageOfManyReadsCome() throws Exception {
    try (Echo server = new Echo(group, lines(this::echo))) {
      Socket client = server.client();
      client.getOutputStream().write("a\nb\nc\nd".getBytes(UTF_8));
      client.getOutputStream().flush();
      assertThat(server.roundTrip("e")).isEqualTo("a");
      client.shutdownOutput();
      assertThat(connections.take().get()).isEqualTo(4);
    }
  }

  @Async
  private Coroutine<Integer> neverReads(Channel channel, AsyncIterable<String> lines) {
    await(awaitable(channel.closeFuture()));
    return value(0);
  }

  @Test
  void aConsumerThatDoesNotAskSlowsThePeerDown() throws Exception {
    try (Echo server = new Echo(group, lines(this::neverReads))) {
      Socket client = server.client();
      AtomicLong written = new AtomicLong();
      Thread writer =
          new Thread(
              () -> {
                byte[] block = new byte[1 << 16];
                try {
                  for (; ; ) {
                    client.getOutputStream().write(block);
                    written.addAndGet(block.length);
                  }
                } catch (IOException e) {
                  log.add("closed");
                }
              });
      writer.start();
      long last;
      do { // until the buffers of the operating system are full
        last = written.get();
        writer.join(300);
      } while (written.get() != last);

      assertThat(last).isLessThan(64 << 20);
      client.close();
      writer.join();
      assertThat(log).containsExactly("closed");
    }
  }

  @Async
  private Coroutine<String> cancelsAWaitAndGoesOn(Channel channel, AsyncIterable<String> lines) {
    AsyncIterator<String> iterator = lines.asyncIterator();
    Task<String> first = createTask(nextOf(iterator));
    await(yieldNow());
    first.cancel();
    try {
      await(first);
    } catch (CancelledError e) {
      log.add("cancelled");
    }
    await(awaitable(channel.writeAndFlush(text("go\n"))));
    return value(await(lines.asyncIterator().next()));
  }

  @Async
  private static Coroutine<String> nextOf(AsyncIterator<String> iterator) {
    return value(await(iterator.next()));
  }

  @Test
  void aWaitThatIsCancelledLosesNoMessage() throws Exception {
    try (Echo server = new Echo(group, lines(this::cancelsAWaitAndGoesOn))) {
      assertThat(server.roundTrip("x")).isEqualTo("go");
      assertThat(connections.take().get()).isEqualTo("x");
      assertThat(log).containsExactly("cancelled");
    }
  }

  @Async
  private Coroutine<Void> readsAll(Channel channel, AsyncIterable<String> lines) {
    for (String line : each(lines)) {
      log.add(line);
    }
    return done();
  }

  @Test
  void aFailureComesAfterWhatWasReceivedBefore() throws Exception {
    try (Echo server = new Echo(group, lines(this::readsAll))) {
      server.client().getOutputStream().write(("a\n" + "b".repeat(2000) + "\n").getBytes(UTF_8));

      assertThat(connections.take().await().cause()).hasMessageContaining("frame length");
      assertThat(log).containsExactly("a");
    }
  }

  @Async
  private Coroutine<Void> stopsAfterOne(Channel channel, AsyncIterable<ByteBuf> messages) {
    AsyncIterator<ByteBuf> iterator = messages.asyncIterator();
    ByteBuf first = await(iterator.next());
    log.add(first.toString(UTF_8));
    first.release();
    await(((AsyncCloseable) iterator).closeAsync());
    log.add(channel.pipeline().names().toString());
    return done();
  }

  @Test
  void closingTheIteratorTakesTheHandlerAway() throws Exception {
    ChannelInboundHandlerAdapter handler =
        new ChannelInboundHandlerAdapter() {
          @Override
          public void handlerAdded(ChannelHandlerContext context) {
            Channel channel = context.channel();
            connections.add(
                NettyFutures.start(
                    stopsAfterOne(channel, NettyChannels.inbound(channel, ByteBuf.class)),
                    channel.eventLoop()));
          }
        };
    try (Echo server = new Echo(group, handler)) {
      server.client().getOutputStream().write("hello".getBytes(UTF_8));
      connections.take().get();

      assertThat(log.get(0)).isEqualTo("hello");
      assertThat(log.get(1)).asString().doesNotContain("Inbound");
    }
  }

  @Test
  void anotherThreadIsRefused() throws Exception {
    CompletableFuture<AsyncIterable<String>> given = new CompletableFuture<>();
    Body body =
        (channel, lines) -> {
          given.complete(lines);
          return readsAll(channel, lines);
        };
    try (Echo server = new Echo(group, lines(body))) {
      assertThat(server.client().isConnected()).isTrue();
      AsyncIterable<String> lines = given.get();
      assertThatThrownBy(() -> EventLoop.standard().runUntilComplete(nextOf(lines.asyncIterator())))
          .isInstanceOf(IllegalStateException.class)
          .hasMessageContaining("belong to the thread of its event loop");
    }
  }
}

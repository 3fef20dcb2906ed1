package dev.continuo.netty;

import static dev.continuo.Continuo.*;
import static org.assertj.core.api.Assertions.assertThat;

import dev.continuo.Coroutine;
import dev.continuo.EventLoop;
import dev.continuo.LoopHost;
import dev.continuo.annotation.Async;
import io.vertx.core.Context;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.internal.ContextInternal;
import io.vertx.core.net.NetServer;
import io.vertx.core.net.NetSocket;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Coroutines on the event loops of Vert.x. */
@Timeout(60)
class VertxTest {

  private final Vertx vertx = Vertx.vertx();

  @AfterEach
  void close() throws Exception {
    vertx.close().toCompletionStage().toCompletableFuture().get(30, TimeUnit.SECONDS);
  }

  @Async
  private Coroutine<List<Thread>> talks() {
    List<Thread> threads = new ArrayList<>();
    threads.add(Thread.currentThread());
    NetServer server =
        vertx.createNetServer().connectHandler(socket -> socket.handler(socket::write));
    await(server.listen(0, "127.0.0.1").toCompletionStage());
    threads.add(Thread.currentThread());
    NetSocket socket =
        await(
            vertx.createNetClient().connect(server.actualPort(), "127.0.0.1").toCompletionStage());
    threads.add(Thread.currentThread());
    CompletableFuture<Buffer> answer = new CompletableFuture<>();
    socket.handler(answer::complete);
    await(socket.write("hello").toCompletionStage());
    assertThat(await(answer)).hasToString("hello");
    threads.add(Thread.currentThread());
    await(vertx.timer(1, TimeUnit.MILLISECONDS).toCompletionStage());
    threads.add(Thread.currentThread());
    await(server.close().toCompletionStage());
    return value(threads);
  }

  @Test
  void aCoroutineAwaitsFuturesOfVertxOnTheThreadOfItsContext() throws Exception {
    ContextInternal context = (ContextInternal) vertx.getOrCreateContext();
    EventLoop loop = NettyLoop.of(context.nettyEventLoop());

    List<Thread> threads = loop.runUntilComplete(talks());

    Thread expected = context.nettyEventLoop().submit(Thread::currentThread).get();
    assertThat(threads).hasSize(5).containsOnly(expected);
  }

  /** Turns that see their context of Vert.x: Vertx.currentContext() and its locals. */
  private record ContextHost(Vertx vertx, Context context) implements LoopHost {
    @Override
    public void execute(Runnable turn) {
      context.runOnContext(nothing -> turn.run());
    }

    @Override
    public Alarm schedule(Runnable turn, long nanos) {
      long millis = Math.max(1, TimeUnit.NANOSECONDS.toMillis(nanos + 999_999));
      long timer = vertx.setTimer(millis, number -> context.runOnContext(nothing -> turn.run()));
      return () -> vertx.cancelTimer(timer);
    }

    @Override
    public boolean inThread() {
      return Vertx.currentContext() == context;
    }
  }

  @Async
  private static Coroutine<List<Context>> contexts() {
    List<Context> seen = new ArrayList<>();
    seen.add(Vertx.currentContext());
    await(sleep(java.time.Duration.ofMillis(2)));
    seen.add(Vertx.currentContext());
    await(Vertx.currentContext().owner().timer(1).toCompletionStage());
    seen.add(Vertx.currentContext());
    return value(seen);
  }

  @Test
  void aHostOfTwentyLinesKeepsTheContextItself() {
    Context context = vertx.getOrCreateContext();
    try (EventLoop loop = EventLoop.hosted(new ContextHost(vertx, context))) {
      assertThat(loop.runUntilComplete(contexts())).hasSize(3).containsOnly(context);
    }
  }
}

package dev.continuo.netty;

import static dev.continuo.Continuo.await;
import static dev.continuo.Continuo.value;

import dev.continuo.AsyncCloseable;
import dev.continuo.AsyncIterator;
import dev.continuo.Awaitable;
import dev.continuo.Continuo;
import dev.continuo.Coroutine;
import dev.continuo.annotation.Async;
import dev.continuo.sync.AsyncQueue;
import io.netty.channel.Channel;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import io.netty.channel.socket.ChannelInputShutdownEvent;
import io.netty.util.ReferenceCountUtil;
import org.jspecify.annotations.Nullable;

/**
 * What a channel receives.
 *
 * <pre>
 *   next() ── queue is empty ──▶ channel.read() ──▶ channelRead* ──▶ queue ──▶ who waits
 *                                     ▲                 │
 *                                     └── no message ◀── channelReadComplete, and somebody waits
 * </pre>
 *
 * Everything happens on the thread of the channel.
 */
final class Inbound<T> extends ChannelInboundHandlerAdapter
    implements AsyncIterator<T>, AsyncCloseable {

  /** Stands in the queue for what ended the channel. */
  private record Failed(Throwable cause) {}

  private final Channel channel;
  private final Class<T> type;
  private final AsyncQueue<Object> messages = AsyncQueue.fifo();
  private final AsyncIterator<Object> taken = messages.asyncIterator();
  private boolean isAsked;
  private boolean isOver;

  Inbound(Channel channel, Class<T> type) {
    this.channel = channel;
    this.type = type;
  }

  // For the consumer

  @Async
  @Override
  public Coroutine<T> next() {
    checkThread();
    if (messages.isEmpty() && !isOver) {
      isAsked = true;
      var unused = channel.read();
    }
    Object message = await(taken.next());
    if (message instanceof Failed failed) {
      throw Inbound.<RuntimeException>unchecked(failed.cause);
    }
    return value(type.cast(message));
  }

  @SuppressWarnings({"unchecked", "TypeParameterUnusedInFormals"}) // thrown as what it is
  private static <X extends Throwable> X unchecked(Throwable failure) throws X {
    throw (X) failure;
  }

  @Override
  public Awaitable<@Nullable Void> closeAsync() {
    checkThread();
    if (channel.pipeline().context(this) != null) {
      var unused = channel.pipeline().remove(this);
    }
    over();
    while (!messages.isEmpty()) {
      ReferenceCountUtil.release(messages.getNowait());
    }
    return Continuo.done();
  }

  private void checkThread() {
    if (!channel.eventLoop().inEventLoop()) {
      throw new IllegalStateException(
          "the messages of "
              + channel
              + " belong to the thread of its event loop: run the coroutine there, with"
              + " NettyFutures.start(coroutine, channel.eventLoop())");
    }
  }

  // For the channel

  @Override
  public void channelRead(ChannelHandlerContext context, Object message) {
    if (isOver || !type.isInstance(message)) {
      context.fireChannelRead(message);
      return;
    }
    isAsked = false;
    messages.putNowait(message);
  }

  @Override
  public void channelReadComplete(ChannelHandlerContext context) {
    if (isAsked && !isOver) { // a part of a message only
      var unused = context.read();
    }
    context.fireChannelReadComplete();
  }

  @Override
  public void channelInactive(ChannelHandlerContext context) {
    over();
    context.fireChannelInactive();
  }

  @Override
  public void userEventTriggered(ChannelHandlerContext context, Object event) {
    if (event instanceof ChannelInputShutdownEvent) {
      over();
    }
    context.fireUserEventTriggered(event);
  }

  @Override
  public void exceptionCaught(ChannelHandlerContext context, Throwable cause) {
    if (isOver) {
      context.fireExceptionCaught(cause);
      return;
    }
    messages.putNowait(new Failed(cause));
    over();
  }

  @Override
  public void handlerRemoved(ChannelHandlerContext context) {
    over();
  }

  private void over() {
    if (!isOver) {
      isOver = true;
      isAsked = false;
      messages.shutdown();
    }
  }
}

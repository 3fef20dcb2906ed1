package dev.continuo.netty;

import dev.continuo.AsyncIterable;
import io.netty.channel.Channel;

/**
 * Channels of Netty as streams.
 *
 * <pre>{@code
 * @Async
 * Coroutine<Void> echo(Channel channel, AsyncIterable<String> lines) throws Exception {
 *   for (String line : each(lines)) {
 *     await(awaitable(channel.writeAndFlush(line + "\n")));
 *   }
 *   return done();
 * }
 *
 * protected void initChannel(SocketChannel channel) {
 *   channel.pipeline().addLast(new LineBasedFrameDecoder(1000), new StringDecoder());
 *   AsyncIterable<String> lines = NettyChannels.inbound(channel, String.class);
 *   channel.pipeline().addLast(new StringEncoder());
 *   NettyFutures.start(echo(channel, lines), channel.eventLoop());
 * }
 * }</pre>
 */
public final class NettyChannels {
  private NettyChannels() {}

  /**
   * What a channel receives from now on, in a handler at the end of its pipeline. The channel is
   * read when an element is asked for and there is none: {@code autoRead} is switched off, and a
   * peer that sends faster than the consumer takes is slowed down by its operating system. What one
   * read gives is kept, so that there may be some elements more than were asked for.
   *
   * <p>The stream ends when the channel is closed or its input is shut down. A failure of the
   * channel or of a handler before it fails the stream after the elements before it. A consumer
   * that is cancelled while it waits loses no element. Closing the iterator takes the handler away
   * and releases the elements that nobody took; who stops before the end does so.
   *
   * @param channel a channel; called before it is active, as in a ChannelInitializer, nothing that
   *     it receives is missed
   * @param type of the elements; messages of other types go on along the pipeline
   * @param <T> of the elements. One that is reference-counted is the consumer's to release
   * @return a stream for one consumer, on the thread of the channel's event loop; on another thread
   *     {@code next()} fails with {@link IllegalStateException}
   */
  public static <T> AsyncIterable<T> inbound(Channel channel, Class<T> type) {
    channel.config().setAutoRead(false);
    Inbound<T> inbound = new Inbound<>(channel, type);
    var unused = channel.pipeline().addLast(inbound);
    return inbound;
  }

  /**
   * The same for messages of every type.
   *
   * @param channel a channel
   * @return what it receives
   */
  public static AsyncIterable<Object> inbound(Channel channel) {
    return inbound(channel, Object.class);
  }
}

package dev.continuo.benchmarks.echo;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.StandardSocketOptions;
import java.nio.ByteBuffer;
import java.nio.channels.SelectionKey;
import java.nio.channels.Selector;
import java.nio.channels.ServerSocketChannel;
import java.nio.channels.SocketChannel;
import java.util.function.IntConsumer;
import org.jspecify.annotations.Nullable;

/** The loop over a selector that one writes by hand: one buffer for all, a copy only if need be. */
final class HandWrittenEcho {

  private final Selector selector;
  private final ByteBuffer buffer = ByteBuffer.allocateDirect(1 << 16);

  private HandWrittenEcho(Selector selector) {
    this.selector = selector;
  }

  static void serve(IntConsumer port) throws IOException {
    try (Selector selector = Selector.open();
        ServerSocketChannel server = ServerSocketChannel.open()) {
      server.bind(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 1024);
      server.configureBlocking(false);
      server.register(selector, SelectionKey.OP_ACCEPT);
      port.accept(server.socket().getLocalPort());
      HandWrittenEcho loop = new HandWrittenEcho(selector);
      while (true) {
        selector.select(loop::selected);
      }
    }
  }

  private void selected(SelectionKey key) {
    try {
      if (key.isAcceptable()) {
        accept((ServerSocketChannel) key.channel());
      } else if (key.attachment() != null) {
        flush(key, (SocketChannel) key.channel());
      } else {
        echo(key, (SocketChannel) key.channel());
      }
    } catch (IOException e) {
      try {
        key.channel().close();
      } catch (IOException f) {
        throw new UncheckedIOException(f);
      }
    }
  }

  private void accept(ServerSocketChannel server) throws IOException {
    SocketChannel channel = server.accept();
    while (channel != null) {
      channel.setOption(StandardSocketOptions.TCP_NODELAY, true);
      channel.configureBlocking(false);
      channel.register(selector, SelectionKey.OP_READ);
      channel = server.accept();
    }
  }

  private void echo(SelectionKey key, SocketChannel channel) throws IOException {
    buffer.clear();
    if (channel.read(buffer) < 0) {
      channel.close();
      return;
    }
    buffer.flip();
    channel.write(buffer);
    if (buffer.hasRemaining()) {
      ByteBuffer rest = ByteBuffer.allocate(buffer.remaining()).put(buffer).flip();
      key.attach(rest);
      key.interestOps(SelectionKey.OP_WRITE);
    }
  }

  private static void flush(SelectionKey key, SocketChannel channel) throws IOException {
    @Nullable ByteBuffer rest = (ByteBuffer) key.attachment();
    channel.write(rest);
    if (!rest.hasRemaining()) {
      key.attach(null);
      key.interestOps(SelectionKey.OP_READ);
    }
  }
}

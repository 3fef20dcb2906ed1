package dev.continuo.netty;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.netty.bootstrap.ServerBootstrap;
import io.netty.channel.Channel;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import io.netty.channel.ChannelInitializer;
import io.netty.channel.EventLoopGroup;
import io.netty.channel.socket.nio.NioServerSocketChannel;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;

/** A server of Netty's that sends back what comes, and a client that blocks. */
final class Echo implements AutoCloseable {

  private final Channel server;
  private final Socket client;
  private final BufferedReader reader;

  Echo(EventLoopGroup group) throws IOException {
    this(
        group,
        new ChannelInboundHandlerAdapter() {
          @Override
          public boolean isSharable() {
            return true;
          }

          @Override
          public void channelRead(ChannelHandlerContext context, Object message) {
            var unused = context.writeAndFlush(message);
          }
        });
  }

  /** With a handler of one's own, which is sharable or an initializer. */
  Echo(EventLoopGroup group, ChannelInboundHandlerAdapter handler) throws IOException {
    server =
        new ServerBootstrap()
            .group(group)
            .channel(NioServerSocketChannel.class)
            .childHandler(
                new ChannelInitializer<Channel>() {
                  @Override
                  protected void initChannel(Channel channel) {
                    var unused = channel.pipeline().addLast(handler);
                  }
                })
            .bind(InetAddress.getLoopbackAddress(), 0)
            .syncUninterruptibly()
            .channel();
    client = new Socket(InetAddress.getLoopbackAddress(), port());
    reader = new BufferedReader(new InputStreamReader(client.getInputStream(), UTF_8));
  }

  int port() {
    return ((InetSocketAddress) server.localAddress()).getPort();
  }

  Socket client() {
    return client;
  }

  String roundTrip(String line) throws IOException {
    client.getOutputStream().write((line + "\n").getBytes(UTF_8));
    return String.valueOf(reader.readLine());
  }

  @Override
  public void close() throws IOException {
    client.close();
    server.close().syncUninterruptibly();
  }
}

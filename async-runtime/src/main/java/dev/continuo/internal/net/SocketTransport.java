package dev.continuo.internal.net;

import dev.continuo.internal.DefaultLoop;
import dev.continuo.internal.IoRegistration;
import dev.continuo.internal.LoopIo;
import dev.continuo.net.Protocol;
import dev.continuo.net.Transport;
import java.io.IOException;
import java.net.SocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.ClosedChannelException;
import java.nio.channels.SelectionKey;
import java.nio.channels.SocketChannel;
import java.util.function.Consumer;

/**
 * The {@link Transport} over a connected socket, TCP or Unix: CPython's _SelectorSocketTransport.
 */
public final class SocketTransport extends ChannelTransport implements Transport {

  private final SocketChannel channel;
  private final SocketAddress remote;
  private final Consumer<SocketTransport> onEnd;
  private final OutputBuffer output = new OutputBuffer();
  private Protocol protocol;
  private boolean readingIsPaused;
  private boolean readingIsOver;
  private boolean writesNoMore;

  /**
   * Takes a connected channel over.
   *
   * @param registration that of the channel
   * @param onEnd called once, before the protocol learns that the connection is lost
   */
  public SocketTransport(
      DefaultLoop loop,
      SocketChannel channel,
      IoRegistration registration,
      Protocol protocol,
      Consumer<SocketTransport> onEnd)
      throws IOException {
    super(loop, channel, registration);
    this.channel = channel;
    this.protocol = protocol;
    this.onEnd = onEnd;
    SocketAddress address = channel.getRemoteAddress();
    if (address == null) {
      throw new ClosedChannelException();
    }
    this.remote = address;
    registration.handler(this);
  }

  /** Tells the protocol that the connection stands, and begins to read. */
  public void start() {
    if (calls(() -> protocol.connectionMade(this))) {
      updateReading();
    }
  }

  // Reading

  @Override
  public void ready(int operations) {
    if ((operations & SelectionKey.OP_READ) != 0 && isReading()) {
      read();
    }
    if ((operations & SelectionKey.OP_WRITE) != 0 && !isLost()) {
      flush();
    }
  }

  private void read() {
    LoopIo io = loop.io();
    ByteBuffer buffer = io.takeBuffer();
    int count = read(buffer);
    if (count > 0) {
      buffer.flip();
      calls(() -> protocol.dataReceived(buffer));
    }
    io.giveBack(buffer);
    if (count < 0) {
      readingIsOver = true;
      updateReading();
      calls(
          () -> {
            if (!protocol.eofReceived()) {
              close();
            }
          });
    }
  }

  /** How many bytes have come; -1 at the end; 0 also if the connection is lost now. */
  private int read(ByteBuffer buffer) {
    try {
      return channel.read(buffer);
    } catch (IOException e) {
      lose(e);
      return 0;
    }
  }

  private void updateReading() {
    if (isReading()) {
      registration.change(SelectionKey.OP_READ, 0);
    } else {
      registration.change(0, SelectionKey.OP_READ);
    }
  }

  @Override
  public void pauseReading() {
    loop.checkThread();
    readingIsPaused = true;
    updateReading();
  }

  @Override
  public void resumeReading() {
    loop.checkThread();
    readingIsPaused = false;
    updateReading();
  }

  @Override
  public boolean isReading() {
    return !readingIsPaused && !readingIsOver && !isClosing();
  }

  // Writing

  @Override
  public void write(ByteBuffer data) {
    loop.checkThread();
    if (writesNoMore) {
      throw new IllegalStateException("write() after writeEof()");
    }
    if (isClosing()) {
      data.position(data.limit());
      return;
    }
    if (output.size() == 0) {
      try {
        OutputBuffer.send(data, channel);
      } catch (IOException e) {
        data.position(data.limit());
        lose(e);
        return;
      }
    }
    if (data.hasRemaining()) {
      output.add(data);
      registration.change(SelectionKey.OP_WRITE, 0);
      tellAboutBuffer();
    }
  }

  private void flush() {
    try {
      output.sendTo(channel);
    } catch (IOException e) {
      lose(e);
      return;
    }
    if (output.size() == 0) {
      registration.change(0, SelectionKey.OP_WRITE);
      if (isClosing()) {
        end(null);
        return;
      }
      if (writesNoMore) {
        shutdownOutput();
      }
    }
    tellAboutBuffer();
  }

  @Override
  public int bufferedBytes() {
    return output.size();
  }

  @Override
  void dropOutput() {
    output.clear();
  }

  @Override
  public void writeEof() {
    loop.checkThread();
    if (isClosing() || writesNoMore) {
      return;
    }
    writesNoMore = true;
    if (output.size() == 0) {
      shutdownOutput();
    }
  }

  private void shutdownOutput() {
    try {
      channel.shutdownOutput();
    } catch (IOException e) {
      lose(e);
    }
  }

  // The other end, and who is told

  @Override
  void ended() {
    onEnd.accept(this);
  }

  @Override
  public SocketAddress remoteAddress() {
    return remote;
  }

  @Override
  public Protocol protocol() {
    return protocol;
  }

  @Override
  public void setProtocol(Protocol next) {
    loop.checkThread();
    protocol = next;
  }

  @Override
  String description() {
    return "Transport[" + remote;
  }
}

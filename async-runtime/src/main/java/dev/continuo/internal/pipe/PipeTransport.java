package dev.continuo.internal.pipe;

import dev.continuo.Coroutine;
import dev.continuo.internal.DefaultLoop;
import dev.continuo.internal.sync.EventCore;
import dev.continuo.net.Protocol;
import dev.continuo.net.Transport;
import java.net.SocketAddress;
import java.net.SocketOption;
import org.jspecify.annotations.Nullable;

/** What both directions share: a thread, an end, and no address. */
abstract class PipeTransport implements Transport {

  /** Deep enough for a read through the layers of java.io. */
  private static final int STACK = 1 << 17;

  final DefaultLoop loop;
  final String name;
  Protocol protocol;
  boolean closing;
  boolean lost;
  private final EventCore threadEnded;
  private final Runnable onLoopClosed = this::loopClosed;
  private int holds;

  PipeTransport(DefaultLoop loop, String name, Protocol protocol) {
    this.loop = loop;
    this.name = name;
    this.protocol = protocol;
    this.threadEnded = new EventCore("the thread of " + name);
    threadEnded.set();
    loop.resources().add(onLoopClosed);
  }

  // The thread

  final void startThread(Runnable body) {
    Thread thread = new Thread(null, body, "continuo-" + name, STACK);
    thread.setDaemon(true);
    threadEnded.clear();
    thread.start();
  }

  /** The thread is about to end, and will not touch its stream again; on the loop's thread. */
  final void threadEnds() {
    threadEnded.set();
  }

  /** Waits until the thread is done with the stream, or was never started. */
  public final Coroutine<@Nullable Void> untilThreadEnds() {
    return threadEnded.untilSet();
  }

  /** Whether there is no thread, or it is done. */
  public final boolean hasThreadEnded() {
    return threadEnded.isSet();
  }

  // The end

  /** The loop is closed: the thread ends as soon as it can. */
  abstract void loopClosed();

  /** Tells the protocol, once. */
  final void lose(@Nullable Throwable cause) {
    closing = true;
    if (!lost) {
      lost = true;
      hold(false);
      loop.resources().remove(onLoopClosed);
      protocol.connectionLost(cause);
    }
  }

  /** Whether the thread works for the loop now: a virtual clock waits for it. */
  final void hold(boolean works) {
    int wanted = works && !lost ? 1 : 0;
    loop.hold(wanted - holds);
    holds = wanted;
  }

  @Override
  public final void close() {
    loop.checkThread();
    if (!closing) {
      closing = true;
      closeGently();
    }
  }

  abstract void closeGently();

  @Override
  public final boolean isClosing() {
    return closing;
  }

  // What only sockets have

  @Override
  public final @Nullable SocketAddress localAddress() {
    return null;
  }

  @Override
  public final SocketAddress remoteAddress() {
    throw new UnsupportedOperationException(name + " has no address");
  }

  @Override
  public final <T> void setOption(SocketOption<T> option, T value) {
    throw new UnsupportedOperationException(name + " is no socket");
  }

  @Override
  public final Protocol protocol() {
    return protocol;
  }

  @Override
  public final void setProtocol(Protocol next) {
    loop.checkThread();
    protocol = next;
  }

  @Override
  public final String toString() {
    return name + (lost ? ", over" : closing ? ", closing" : "");
  }
}

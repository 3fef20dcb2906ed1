package dev.continuo.internal;

import java.io.IOException;
import java.nio.channels.CancelledKeyException;
import java.nio.channels.SelectionKey;
import org.jspecify.annotations.Nullable;

/**
 * A channel that a loop watches: the handle that stands in the ready queue when the channel is
 * ready, used again and again. While it is interested in something it holds a virtual clock.
 */
public final class IoRegistration extends LoopHandle {

  private final LoopIo io;
  private IoHandler handler;
  private @Nullable SelectionKey key;
  private int interest;

  /** What the channel is ready for and the handler has not seen; it is in the queue then. */
  private int ready;

  IoRegistration(LoopIo io, IoHandler handler, Object contextSlot) {
    super(contextSlot);
    this.io = io;
    this.handler = handler;
  }

  void attach(SelectionKey newKey) {
    key = newKey;
  }

  IoHandler handler() {
    return handler;
  }

  /** From now on somebody else is told; interested in nothing at first. */
  public void handler(IoHandler next) {
    change(0, interest);
    ready = 0;
    handler = next;
  }

  /** Adds and removes operations to wait for. */
  public void change(int add, int remove) {
    int wanted = (interest | add) & ~remove;
    if (wanted == interest || key == null) {
      return;
    }
    if (interest == 0 || wanted == 0) {
      io.hold(wanted == 0 ? -1 : 1);
    }
    interest = wanted;
    try {
      key.interestOps(wanted);
      io.changed();
    } catch (CancelledKeyException e) {
      // The channel was closed; whoever closed it knows.
    }
  }

  /** Stops watching, and closes the channel. */
  public void close() {
    SelectionKey last = key;
    if (last == null) {
      return;
    }
    change(0, interest);
    key = null;
    ready = 0;
    io.forget(this);
    last.cancel();
    try {
      last.channel().close();
    } catch (IOException e) {
      // It is closed all the same, and all that is lost is lost already.
    }
    io.deregister();
  }

  /** The selector found the channel ready: returns whether this is to be put into the queue. */
  boolean selected(int operations) {
    boolean isNew = ready == 0;
    ready |= operations & interest;
    return isNew && ready != 0;
  }

  @Override
  void invoke() {
    int now = ready & interest;
    ready = 0;
    if (now != 0 && key != null) {
      handler.ready(now);
    }
  }

  @Override
  public String toString() {
    return "Handle[ready of " + handler + "]";
  }
}

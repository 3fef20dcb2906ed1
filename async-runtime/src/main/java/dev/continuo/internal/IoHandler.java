package dev.continuo.internal;

/** What is called when a channel is ready: a transport, a listener, a connection being made. */
public interface IoHandler {

  /**
   * The channel is ready; called as a callback of the loop.
   *
   * @param operations those of {@link java.nio.channels.SelectionKey} that it is ready for
   */
  void ready(int operations);

  /** The loop was closed, and with it the channel: nothing more will be called. */
  void loopClosed();
}

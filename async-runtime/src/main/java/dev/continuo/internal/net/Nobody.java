package dev.continuo.internal.net;

import dev.continuo.internal.IoHandler;

/** Stands in for a transport until it is made. */
enum Nobody implements IoHandler {
  INSTANCE;

  @Override
  public void ready(int operations) {}

  @Override
  public void loopClosed() {}
}

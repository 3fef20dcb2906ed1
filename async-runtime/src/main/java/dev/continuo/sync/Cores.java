package dev.continuo.sync;

import dev.continuo.internal.sync.ChannelCore;
import dev.continuo.internal.sync.PermitCore;
import dev.continuo.internal.sync.QueueCore;
import dev.continuo.internal.sync.SyncAccess;
import org.jspecify.annotations.Nullable;

/** Shows the runtime what is behind the classes of this package. */
final class Cores extends SyncAccess {

  private static final Cores INSTANCE = new Cores();

  private Cores() {}

  /** Called by the static initializer of each class that has a core. */
  static void register() {
    register(INSTANCE);
  }

  @Override
  protected <T extends @Nullable Object> ChannelCore<T>.SendEnd sendEnd(SendChannel<T> channel) {
    return channel.end;
  }

  @Override
  protected <T extends @Nullable Object> ChannelCore<T>.ReceiveEnd receiveEnd(
      ReceiveChannel<T> channel) {
    return channel.end;
  }

  @Override
  protected <T extends @Nullable Object> QueueCore<T> queue(AsyncQueue<T> queue) {
    return queue.core;
  }

  @Override
  protected PermitCore permits(AsyncLock lock) {
    return lock.core;
  }

  @Override
  protected PermitCore permits(AsyncSemaphore semaphore) {
    return semaphore.core;
  }
}

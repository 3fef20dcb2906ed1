package dev.continuo.internal;

import java.util.concurrent.locks.LockSupport;
import org.jspecify.annotations.Nullable;

/**
 * Parks the loop's thread. The thread publishes itself before it looks at the inbox, others look
 * for it after they filled the inbox: one of the two sees the other.
 */
final class ThreadParker implements Parker {

  private volatile @Nullable Thread parked;

  @Override
  public boolean park(Inbox inbox, long nanos) {
    parked = Thread.currentThread();
    try {
      if (inbox.isEmpty()) {
        if (nanos == Long.MAX_VALUE) {
          LockSupport.park(this);
        } else {
          LockSupport.parkNanos(this, nanos);
        }
      }
      // An interrupted thread does not park at all: clear the status, or the loop would spin.
      return Thread.interrupted();
    } finally {
      parked = null;
    }
  }

  @Override
  public void wake() {
    Thread thread = parked;
    if (thread != null) {
      LockSupport.unpark(thread);
    }
  }
}

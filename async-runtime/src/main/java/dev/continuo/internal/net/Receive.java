package dev.continuo.internal.net;

import dev.continuo.QueueShutDown;
import dev.continuo.StopAsyncIteration;
import dev.continuo.coroutine.Driver;
import dev.continuo.internal.RuntimeFrame;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * Waits for a datagram. What comes stays in the queue until this runs: a cancelled one takes
 * nothing.
 */
final class Receive<D> extends RuntimeFrame<D> {

  private final DatagramCore endpoint;
  private final boolean iterates;

  Receive(DatagramCore endpoint, boolean iterates) {
    super(true);
    this.endpoint = endpoint;
    this.iterates = iterates;
    track();
  }

  @Override
  public @Nullable Object resume(Driver driver) throws Throwable {
    Object item;
    try {
      item = state == STARTED ? await(endpoint.next(), driver, 1) : driver.result();
    } catch (QueueShutDown e) {
      endpoint.throwFailure();
      if (iterates) {
        throw new StopAsyncIteration();
      }
      throw endpoint.isClosedFailure();
    }
    return item == Driver.SUSPENDED ? item : endpoint.taken(Objects.requireNonNull(item));
  }

  @Override
  protected Object waitsFor() {
    return "datagrams of " + endpoint.transport();
  }

  @Override
  protected String type() {
    return endpoint.publicType();
  }

  @Override
  protected String function() {
    return iterates ? "next" : "receive";
  }
}

package dev.continuo.internal.net;

import dev.continuo.CancelledError;
import dev.continuo.coroutine.Driver;
import dev.continuo.internal.RuntimeFrame;
import org.jspecify.annotations.Nullable;

/**
 * Closes a connection, a server or an endpoint, and waits for its end. A cancellation of the wait
 * aborts it: a peer that does not read could keep it open for ever.
 */
final class Close extends RuntimeFrame<@Nullable Void> {

  private final Closing resource;

  Close(Closing resource) {
    super(true);
    this.resource = resource;
    track();
  }

  @Override
  public @Nullable Object resume(Driver driver) throws Throwable {
    if (state == STARTED) {
      resource.beginClose();
      return resource.isClosed() ? null : await(resource.untilClosed(), driver, 1);
    }
    try {
      return driver.result();
    } catch (CancelledError e) {
      resource.abort();
      throw e;
    }
  }

  @Override
  protected String type() {
    return resource.publicType();
  }

  @Override
  protected String function() {
    return "closeAsync";
  }
}

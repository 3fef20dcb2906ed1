package dev.continuo.internal.net;

import dev.continuo.coroutine.Driver;
import dev.continuo.internal.RuntimeFrame;
import org.jspecify.annotations.Nullable;

/**
 * What a write returns when too much is to be sent: waits until there is room. Nobody has to await
 * it, so it is never reported as forgotten.
 */
final class Drain extends RuntimeFrame<@Nullable Void> {

  private final EndCore<?> end;

  Drain(EndCore<?> end) {
    super(true); // and no track()
    this.end = end;
  }

  @Override
  public @Nullable Object resume(Driver driver) throws Throwable {
    if (state != STARTED) {
      var unused = driver.result();
    }
    end.checkOutput();
    if (!end.isWritable() && await(end.untilWritable(), driver, 1) == Driver.SUSPENDED) {
      return Driver.SUSPENDED;
    }
    end.checkOutput();
    return null;
  }

  @Override
  protected String type() {
    return end.writerType();
  }

  @Override
  protected String function() {
    return end.writeName();
  }
}

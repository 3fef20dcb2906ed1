package dev.continuo.internal;

import dev.continuo.coroutine.Driver;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** asyncio's {@code shutdown_asyncgens}: closes every open generator, each in a task of its own. */
final class GeneratorShutdown extends RuntimeFrame<@Nullable Void> {

  private final OpenGenerators generators;
  private final List<LoopTask<?>> closing = new ArrayList<>();
  private int left;

  GeneratorShutdown(OpenGenerators generators) {
    this.generators = generators;
  }

  @Override
  public @Nullable Object resume(Driver driver) throws Throwable {
    if (state == STARTED) {
      DefaultLoop loop = LoopDriver.of(driver).loop;
      LoopFuture<@Nullable Void> finished = loop.newFuture();
      for (GeneratorClose close : generators.closeAll()) {
        LoopTask<?> task = (LoopTask<?>) loop.createTask(close);
        closing.add(task);
        left++;
        task.onDone(
            done -> {
              if (--left == 0) {
                finished.complete(null);
              }
            });
      }
      if (closing.isEmpty()) {
        return null;
      }
      if (await(finished, driver, 1) == Driver.SUSPENDED) {
        return Driver.SUSPENDED;
      }
    } else {
      var unused = driver.result();
    }
    for (LoopTask<?> task : closing) {
      Throwable failure = task.cancelled() ? null : task.takeFailure();
      if (failure != null) {
        generators.report(failure);
      }
    }
    return null;
  }

  @Override
  protected String function() {
    return "shutdownAsyncGenerators";
  }
}

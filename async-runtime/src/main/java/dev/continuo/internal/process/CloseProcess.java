package dev.continuo.internal.process;

import dev.continuo.Continuo;
import dev.continuo.Coroutine;
import dev.continuo.DeadlineExceededException;
import dev.continuo.coroutine.Driver;
import dev.continuo.internal.WaitFor;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Ends a process with all that it has started.
 *
 * <pre>
 *   drop the pipes
 *   runs?  family = the process and its descendants                  FINDS
 *          ask all to end; wait for the end of all, at most the grace   ASKS
 *          kill what is left; wait for the end of the process        KILLS
 *   wait for the threads of the pipes, not long                      ENDS
 * </pre>
 *
 * A cancellation kills what is known of the family at once.
 */
final class CloseProcess extends ProcessFrame<@Nullable Void> {

  private static final int FINDS = 1;
  private static final int ASKS = 2;
  private static final int KILLS = 3;
  private static final int ENDS = 4;

  /** The pipes of a dead process end at once, unless somebody else has them, perhaps for ever. */
  private static final Duration PATIENCE = Duration.ofMillis(500);

  private final Duration grace;
  private volatile List<ProcessHandle> family;

  CloseProcess(ProcessCore process, Duration grace) {
    super(process, "closeAsync");
    this.grace = grace;
    this.family = List.of(process.handle());
    track();
  }

  @Override
  public @Nullable Object resume(Driver driver) throws Throwable {
    try {
      return switch (state) {
        case STARTED -> begin(driver);
        case FINDS -> found(driver, driver.result());
        case ASKS -> kill(driver, isInTime(driver));
        case KILLS -> endPipes(driver, driver.result());
        default -> isInTime(driver) ? endPipes(driver, null) : null;
      };
    } catch (Throwable t) {
      if (state != ENDS) {
        killFamily(); // those of it who have ended are no concern of it
      }
      throw t;
    }
  }

  private @Nullable Object begin(Driver driver) throws Throwable {
    process.dropPipes();
    if (process.hasExited()) {
      return endPipes(driver, null);
    }
    Object found =
        await(process.loop().runInExecutor(Start.THREADS, this::findFamily), driver, FINDS);
    return found == Driver.SUSPENDED ? found : found(driver, found);
  }

  /** Looks through all processes of the system: not on the loop's thread. */
  private List<ProcessHandle> findFamily() {
    ProcessHandle parent = process.handle();
    List<ProcessHandle> all = Stream.concat(Stream.of(parent), parent.descendants()).toList();
    family = all;
    return all;
  }

  private @Nullable Object found(Driver driver, @Nullable Object unused) throws Throwable {
    if (grace.isZero()) {
      return kill(driver, false);
    }
    family.forEach(ProcessHandle::destroy);
    CompletableFuture<?>[] ends =
        family.stream().map(ProcessHandle::onExit).toArray(CompletableFuture<?>[]::new);
    Coroutine<?> wait = new WaitFor<>(Continuo.ensureFuture(CompletableFuture.allOf(ends)), grace);
    Object result = await(wait, driver, ASKS);
    return result == Driver.SUSPENDED ? result : kill(driver, true);
  }

  private @Nullable Object kill(Driver driver, boolean allHaveEnded) throws Throwable {
    if (!allHaveEnded) {
      killFamily();
    }
    Object result = await(process.untilExit(), driver, KILLS);
    return result == Driver.SUSPENDED ? result : endPipes(driver, result);
  }

  private void killFamily() {
    family.forEach(ProcessHandle::destroyForcibly);
  }

  private @Nullable Object endPipes(Driver driver, @Nullable Object unused) throws Throwable {
    while (true) {
      Coroutine<?> end = process.untilNextPipeEnds();
      if (end == null) {
        return null;
      }
      if (await(new WaitFor<>(end, PATIENCE), driver, ENDS) == Driver.SUSPENDED) {
        return Driver.SUSPENDED;
      }
    }
  }

  private static boolean isInTime(Driver driver) throws Throwable {
    try {
      var unused = driver.result();
      return true;
    } catch (DeadlineExceededException e) {
      return false;
    }
  }
}

package dev.continuo.internal.process;

import dev.continuo.Coroutine;
import dev.continuo.DeadlineExceededException;
import dev.continuo.coroutine.Driver;
import dev.continuo.internal.RuntimeFrame;
import dev.continuo.internal.WaitFor;
import java.io.IOException;
import java.time.Duration;
import java.util.Objects;
import java.util.function.Function;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * subprocess.run.
 *
 * <pre>
 *   await start
 *   try: await communicate, at most the timeout
 *   fails in any way: kill the process and its family, wait for that, and fail
 * </pre>
 *
 * @param <P> what the program has of a process
 * @param <R> its result
 */
public final class Run<P, R> extends RuntimeFrame<R> {

  private static final int STARTS = 1;
  private static final int COMMUNICATES = 2;
  private static final int CLOSES = 3;

  /** What is done with the result at the end. */
  @FunctionalInterface
  public interface Check<R> {
    /** Gives the result, or throws. */
    R check(R result) throws IOException;
  }

  private final Supplier<Coroutine<P>> start;
  private final Function<P, Coroutine<R>> communicate;
  private final Function<P, ProcessCore> core;
  private final @Nullable Duration timeout;
  private final String command;
  private final Check<R> check;
  private @Nullable ProcessCore process;
  private @Nullable Throwable failure;

  /** Makes the coroutine; nothing is started yet. */
  public Run(
      Supplier<Coroutine<P>> start,
      Function<P, Coroutine<R>> communicate,
      Function<P, ProcessCore> core,
      @Nullable Duration timeout,
      String command,
      Check<R> check) {
    super(true);
    this.start = start;
    this.communicate = communicate;
    this.core = core;
    this.timeout = timeout;
    this.command = command;
    this.check = check;
    track();
  }

  @Override
  public @Nullable Object resume(Driver driver) throws Throwable {
    int point = state;
    if (point == STARTED) {
      Object started = await(start.get(), driver, STARTS);
      return started == Driver.SUSPENDED ? started : communicate(driver, started);
    }
    if (point == STARTS) {
      return communicate(driver, driver.result());
    }
    if (point == CLOSES) {
      return closed(driver);
    }
    Object result;
    try {
      result = driver.result();
    } catch (Throwable t) {
      return close(driver, t);
    }
    return checked(result);
  }

  @SuppressWarnings("unchecked") // start gives a P
  private @Nullable Object communicate(Driver driver, @Nullable Object started) throws Throwable {
    P owner = (P) Objects.requireNonNull(started);
    process = core.apply(owner);
    Coroutine<R> all = communicate.apply(owner);
    Object result;
    try {
      result = await(timeout == null ? all : new WaitFor<>(all, timeout), driver, COMMUNICATES);
    } catch (Throwable t) {
      return close(driver, t);
    }
    return result == Driver.SUSPENDED ? result : checked(result);
  }

  @SuppressWarnings("unchecked") // communicate gives an R
  private R checked(@Nullable Object result) throws IOException {
    return check.check((R) Objects.requireNonNull(result));
  }

  private @Nullable Object close(Driver driver, Throwable cause) throws Throwable {
    failure =
        cause instanceof DeadlineExceededException && timeout != null
            ? new DeadlineExceededException(
                command + " took longer than " + timeout + " and was killed", cause)
            : cause;
    Object result = await(Objects.requireNonNull(process).close(Duration.ZERO), driver, CLOSES);
    if (result == Driver.SUSPENDED) {
      return result;
    }
    throw failure;
  }

  private @Nullable Object closed(Driver driver) throws Throwable {
    Throwable first = Objects.requireNonNull(failure);
    try {
      var unused = driver.result();
    } catch (Throwable t) {
      if (t != first) {
        t.addSuppressed(first);
      }
      throw t;
    }
    throw first;
  }

  @Override
  protected String type() {
    return "process.Processes";
  }

  @Override
  protected String function() {
    return "run";
  }
}

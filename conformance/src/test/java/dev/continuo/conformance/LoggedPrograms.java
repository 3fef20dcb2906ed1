package dev.continuo.conformance;

import static dev.continuo.Continuo.*;
import static dev.continuo.conformance.Attempts.attempt;
import static org.assertj.core.api.Assertions.assertThat;

import dev.continuo.Awaitable;
import dev.continuo.Coroutine;
import dev.continuo.Task;
import dev.continuo.annotation.Async;
import dev.continuo.sync.Permit;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** Base of tests of programs that log what happens, in the order in which it does. */
abstract class LoggedPrograms {

  final List<@Nullable Object> log = new ArrayList<>();

  /** Runs a program on a fresh virtual clock; a program that can never end fails by itself. */
  final void run(Supplier<Coroutine<Void>> main) {
    Programs.run(main.get());
  }

  /** Runs a program and compares what it logged. */
  final void logs(Supplier<Coroutine<Void>> main, @Nullable Object... expected) {
    run(main);
    assertThat(log).containsExactly(expected);
  }

  /** Lets everybody else run {@code count} times. */
  @Async
  final Coroutine<Void> turns(int count) {
    for (int i = 0; i < count; i++) {
      await(yieldNow());
    }
    return done();
  }

  /** Logs {@code name} when {@code awaitable} ends, and what it gives unless that is a permit. */
  @Async
  final Coroutine<Void> logged(String name, Awaitable<?> awaitable) {
    Object result = await(attempt(awaitable));
    log.add(result == null || result instanceof Permit ? name : name + " " + result);
    return done();
  }

  /** A task of the same. */
  final Task<Void> start(String name, Awaitable<?> awaitable) {
    return createTask(logged(name, awaitable), name);
  }
}

package dev.continuo.constructs;

import dev.continuo.Awaitable;
import dev.continuo.Coroutine;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.CompletionStage;

/**
 * What a construct under test is written with: awaitables whose timing the mode of the test
 * decides, and a log of what happened. The same construct sees one implementation that is plain
 * Java and one on an event loop.
 */
public abstract class Steps implements Probe {

  private final List<String> log = Collections.synchronizedList(new ArrayList<>());
  private final List<Object> watched = Collections.synchronizedList(new ArrayList<>());

  /** An awaitable that gives {@code value}. */
  public abstract <T> Awaitable<T> later(T value);

  /** An awaitable that fails with {@code failure}. */
  public abstract <T> Awaitable<T> fail(Throwable failure);

  /** As {@link #later}, of the type that can be returned for a tail await. */
  public abstract <T> Coroutine<T> coroutine(T value);

  /** As {@link #fail}, of the type that can be returned for a tail await. */
  public abstract <T> Coroutine<T> failing(Throwable failure);

  /** A foreign completion stage that gives {@code value}. */
  public abstract <T> CompletionStage<T> stage(T value);

  /** A foreign completion stage that fails with {@code failure}. */
  public abstract <T> CompletionStage<T> failingStage(Throwable failure);

  /** Logs a line. */
  public final void log(Object text) {
    log.add(String.valueOf(text));
  }

  /** Logs that {@code value} was evaluated here and passes it on. */
  public final <T> T seen(T value) {
    log.add("seen " + value);
    return value;
  }

  /** Has the final state of {@code object} compared, and passes it on. */
  public final <T> T watch(T object) {
    watched.add(object);
    return object;
  }

  @Override
  public final List<String> log() {
    return List.copyOf(log);
  }

  @Override
  public final List<Object> watched() {
    return new ArrayList<>(watched);
  }
}

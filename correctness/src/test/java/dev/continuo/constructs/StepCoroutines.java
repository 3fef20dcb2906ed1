package dev.continuo.constructs;

import dev.continuo.Awaitable;
import dev.continuo.Coroutine;
import java.util.concurrent.CompletionStage;

/**
 * Coroutines that {@link Steps} on a loop hands out: implemented by a class among the constructs,
 * which is transformed as they are.
 */
public interface StepCoroutines {

  /** Gives {@code value}, or throws {@code failure}, without an await. */
  <T> Coroutine<T> atOnce(T value, Throwable failure) throws Throwable;

  /** The same after one turn of the loop. */
  <T> Coroutine<T> afterYield(T value, Throwable failure) throws Throwable;

  /** The same from two coroutines further down. */
  <T> Coroutine<T> afterNestedYield(T value, Throwable failure) throws Throwable;

  /** Gives what {@code awaited} gives. */
  <T> Coroutine<T> awaiting(Awaitable<T> awaited) throws Throwable;

  /** Gives what {@code stage} gives. */
  <T> Coroutine<T> awaitingStage(CompletionStage<T> stage) throws Throwable;
}

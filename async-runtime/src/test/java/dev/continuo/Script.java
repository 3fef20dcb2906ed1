package dev.continuo;

import dev.continuo.coroutine.Await;
import dev.continuo.coroutine.CoroutineFrame;
import dev.continuo.coroutine.Driver;
import org.jspecify.annotations.Nullable;

/**
 * A coroutine written by hand, for tests that run without the transformer: what follows an await is
 * a lambda.
 *
 * <pre>{@code
 * Coroutine<Integer> sum = Script.of("sum", s ->
 *     s.await(load(), a -> s.await(load(), b -> (int) a + (int) b)));
 * }</pre>
 *
 * It keeps to the contract drawn in {@link Await}, as generated code does.
 */
public final class Script<T extends @Nullable Object> extends CoroutineFrame<T> {

  /** What a body is at first: it returns a result or {@link #await}. */
  public interface Body {
    @Nullable Object run(Script<?> script) throws Throwable;
  }

  /** What follows an await. */
  public interface Then {
    @Nullable Object run(@Nullable Object value) throws Throwable;
  }

  /** What follows an await that failed. */
  public interface Catch {
    @Nullable Object run(Throwable failure) throws Throwable;
  }

  private static final Object AWAITS = new Object();

  private final String name;
  private final Body body;
  private @Nullable Object awaited;
  private @Nullable Then then;
  private @Nullable Catch handler;
  private int points;

  private Script(String name, Body body) {
    this.name = name;
    this.body = body;
  }

  public static <T extends @Nullable Object> Script<T> of(String name, Body body) {
    return new Script<>(name, body);
  }

  public static <T extends @Nullable Object> Script<T> of(Body body) {
    return new Script<>("script", body);
  }

  /** Awaits {@code x} and goes on with its value. */
  public Object await(@Nullable Object x, Then next) {
    return await(x, next, null);
  }

  /** Awaits {@code x} and goes on with its value or its failure. */
  public Object await(@Nullable Object x, Then next, @Nullable Catch onFailure) {
    awaited = x;
    then = next;
    handler = onFailure;
    return AWAITS;
  }

  /** Awaits {@code x}, then does {@code last} on success and on failure, as a finally block. */
  public Object awaitFinally(@Nullable Object x, Body last) {
    return await(
        x,
        value -> {
          var unused = last.run(this);
          return value;
        },
        failure -> {
          var unused = last.run(this);
          throw failure;
        });
  }

  @Override
  public @Nullable Object resume(Driver driver) throws Throwable {
    Object out;
    if (state == STARTED) {
      out = body.run(this);
    } else {
      Then next = then;
      Catch onFailure = handler;
      Object value;
      try {
        value = driver.result();
      } catch (Throwable t) {
        out = handle(t, onFailure, driver);
        return goOn(out, driver);
      }
      out = java.util.Objects.requireNonNull(next).run(value);
    }
    return goOn(out, driver);
  }

  private @Nullable Object goOn(@Nullable Object first, Driver driver) throws Throwable {
    Object out = first;
    while (out == AWAITS) {
      Then next = then;
      Catch onFailure = handler;
      Object result;
      try {
        result = Await.begin(awaited, driver);
        if (result == Driver.CALL) {
          result = Await.callee(awaited, driver).resume(driver);
          driver.leave();
        }
      } catch (Throwable t) {
        out = handle(t, onFailure, driver);
        continue;
      }
      if (result == Driver.SUSPENDED) {
        driver.suspended(this, ++points);
        return result;
      }
      out = java.util.Objects.requireNonNull(next).run(result);
    }
    return out;
  }

  private static @Nullable Object handle(Throwable t, @Nullable Catch onFailure, Driver driver)
      throws Throwable {
    if (onFailure == null) {
      throw t;
    }
    Await.caught(t, driver);
    return onFailure.run(t);
  }

  @Override
  protected String metadata() {
    return "dev.continuo.Script\n" + name + "\nScript.java\n-1";
  }
}

package c13_calls;

import static dev.continuo.Continuo.*;

import dev.continuo.Coroutine;
import dev.continuo.annotation.Async;
import dev.continuo.constructs.Steps;
import java.util.function.Supplier;

/** {@code return c} counts as {@code return value(await(c))}, also inside try. */
public class TailReturns {

  @Async
  private static Coroutine<String> good(Steps s) {
    return value("good" + await(s.later("!")));
  }

  @Async
  private static Coroutine<String> bad(Steps s) {
    return value(await(s.<String>fail(new IllegalStateException("bad"))));
  }

  @Async
  static Coroutine<?> tail(Steps s) {
    return good(s);
  }

  @Async
  static Coroutine<?> tailAfterAnAwait(Steps s) {
    await(s.later(1));
    return good(s);
  }

  @Async
  static Coroutine<?> failingTail(Steps s) {
    await(s.later(1));
    return bad(s);
  }

  @Async
  static Coroutine<?> awaitedInsideTheTry(Steps s) {
    try {
      return bad(s);
    } catch (IllegalStateException e) {
      return value("caught " + await(s.later(e.getMessage())));
    }
  }

  @Async
  static Coroutine<?> finallyRunsAfterTheTail(Steps s) {
    try {
      return logged(s, "body");
    } finally {
      s.log("finally" + await(s.later("")));
    }
  }

  @Async
  private static Coroutine<String> logged(Steps s, String t) {
    s.log(t + " starts");
    await(s.later(1));
    s.log(t + " ends");
    return value(t);
  }

  @Async
  static Coroutine<?> tailFromAHandler(Steps s) {
    try {
      await(s.fail(new IllegalStateException("x")));
    } catch (IllegalStateException e) {
      return good(s);
    } finally {
      s.log("finally");
    }
    return value("not here");
  }

  @Async
  static Coroutine<?> tailFromALoop(Steps s) {
    for (int i = 0; ; i++) {
      if (await(s.later(i)) == 2) {
        return good(s);
      }
    }
  }

  @Async
  static Coroutine<?> foreignCoroutine(Steps s) {
    return s.coroutine("foreign");
  }

  @Async
  static Coroutine<?> failingForeignCoroutineInsideTry(Steps s) {
    try {
      return s.failing(new IllegalStateException("foreign"));
    } catch (IllegalStateException e) {
      return value(e.getMessage() + await(s.later("!")));
    }
  }

  @Async
  static Coroutine<?> resourcesAreClosedAfterTheTail(Steps s) throws Exception {
    try (AutoCloseable c = () -> s.log("closed")) {
      return logged(s, "body");
    }
  }

  @Async
  static Coroutine<?> tailThroughAVariable(Steps s) {
    Coroutine<String> c = good(s);
    await(s.later(1));
    return c;
  }

  @Async
  static Coroutine<?> tailThroughATernary(Steps s) {
    return await(s.later(true)) ? good(s) : bad(s);
  }

  @Async
  static Coroutine<?> nullResult(Steps s) {
    return value(await(nothing(s)) == null && await(alsoNothing(s)) == null);
  }

  @Async
  private static Coroutine<Void> nothing(Steps s) {
    await(s.later(1));
    return done();
  }

  @Async
  private static Coroutine<String> alsoNothing(Steps s) {
    return value(await(s.later(null)));
  }

  @Async
  static Coroutine<?> doneAfterLogging(Steps s) {
    s.log(await(s.later("before done")));
    return done();
  }

  @Async
  static Coroutine<?> returnNullFails(Steps s) {
    try {
      return value(await(returnsNull(s)));
    } catch (NullPointerException e) {
      return value("refused");
    }
  }

  @Async
  private static Coroutine<String> returnsNull(Steps s) {
    await(s.later(1));
    return null;
  }

  @Async
  static Coroutine<?> valueOfACoroutineIsNotAwaited(Steps s) {
    Coroutine<String> c = good(s);
    Coroutine<Coroutine<String>> wrapped = value(c);
    return value(await(await(wrapped)));
  }

  @Async
  static Coroutine<?> valueInALocalAwaited(Steps s) {
    Coroutine<Integer> c = value(await(s.later(4)));
    return value(await(c) + await(value(5)));
  }

  @Async
  static Coroutine<?> valueWithAwaitInAWiderExpression(Steps s) {
    return value(await(value(await(s.later(1)) + await(value(2)))));
  }

  @Async
  static Coroutine<?> castResult(Steps s) {
    Object o = good(s);
    @SuppressWarnings("unchecked")
    Coroutine<String> c = (Coroutine<String>) o;
    await(s.later(1));
    return (Coroutine<?>) c;
  }

  @Async
  static Coroutine<?> returnNullBeforeFinallyFails(Steps s) {
    try {
      return value(await(returnsNullBeforeFinally(s)));
    } catch (NullPointerException e) {
      return value("refused");
    }
  }

  @Async
  private static Coroutine<String> returnsNullBeforeFinally(Steps s) {
    try {
      await(s.later(1));
      return null;
    } finally {
      s.log("finally");
    }
  }

  @Async
  static Coroutine<?> tailFromSynchronizedInsideTry(Steps s) {
    Object lock = new Object();
    try {
      synchronized (lock) { // let go before the await
        return bad(s);
      }
    } catch (IllegalStateException e) {
      return value(e.getMessage() + Thread.holdsLock(lock) + await(s.later("!")));
    }
  }

  @Async
  static Coroutine<?> variableBeforeTheClose(Steps s) throws Exception {
    try (AutoCloseable r = () -> s.log("close")) {
      Coroutine<String> c = logged(s, "body");
      return c;
    }
  }

  @Async
  static Coroutine<?> elementBeforeTheClose(Steps s) throws Exception {
    Coroutine<?>[] all = new Coroutine<?>[1];
    try (AutoCloseable r = () -> s.log("close")) {
      all[0] = logged(s, "body");
      return all[0];
    }
  }

  @Async
  static Coroutine<?> castBeforeTheClose(Steps s) throws Exception {
    Supplier<Coroutine<String>> f = () -> logged(s, "body");
    try (AutoCloseable r = () -> s.log("close")) {
      return f.get();
    }
  }

  @Async
  static Coroutine<?> conditionalBeforeTheClose(Steps s) throws Exception {
    try (AutoCloseable r = () -> s.log("close")) {
      return await(s.later(true)) ? logged(s, "body") : good(s);
    }
  }

  @Async
  static Coroutine<?> failureBeforeTwoCloses(Steps s) throws Exception {
    try (AutoCloseable a = () -> s.log("close a");
        AutoCloseable b = () -> s.log("close b")) {
      return bad(s);
    } catch (IllegalStateException e) {
      return value("caught " + e.getMessage());
    }
  }

  @Async
  static Coroutine<?> valueBeforeTheClose(Steps s) throws Exception {
    try (AutoCloseable r = () -> s.log("close")) {
      return value(await(s.later("x")));
    } finally {
      s.log("finally");
    }
  }

  @Async
  static Coroutine<?> closeBehindSynchronized(Steps s) throws Exception {
    Object lock = new Object();
    try (AutoCloseable r = () -> s.log("close")) {
      synchronized (lock) {
        s.log("locked");
        return logged(s, "body");
      }
    }
  }

  @Async
  static Coroutine<?> finallyBehindSynchronized(Steps s) {
    Object lock = new Object();
    try {
      synchronized (lock) {
        return bad(s);
      }
    } catch (IllegalStateException e) {
      return value(e.getMessage() + Thread.holdsLock(lock));
    } finally {
      s.log("finally " + await(s.later(Thread.holdsLock(lock))));
    }
  }

  @Async
  static Coroutine<?> notReturnedAtOnce(Steps s) throws Exception {
    Coroutine<String> c;
    try (AutoCloseable r = () -> s.log("close")) {
      c = good(s);
    }
    return c;
  }
}

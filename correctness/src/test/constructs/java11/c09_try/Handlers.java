package c09_try;

import static dev.continuo.Continuo.*;

import dev.continuo.Coroutine;
import dev.continuo.annotation.Async;
import dev.continuo.constructs.Steps;

/** Exception table shapes: order, handlers inside ranges, ranges that are split, locks by hand. */
public class Handlers {

  @Async
  static Coroutine<?> orderOfNestedHandlersOfOneType(Steps s) {
    String r = "";
    try {
      try {
        await(s.fail(new IllegalStateException("1")));
      } catch (RuntimeException e) {
        r += "inner" + await(s.later(e.getMessage()));
        await(s.fail(new IllegalStateException("2")));
      }
    } catch (RuntimeException e) {
      r += "outer" + await(s.later(e.getMessage()));
    }
    return value(r);
  }

  @Async
  static Coroutine<?> rangeSplitByReturns(Steps s) {
    String r = "";
    for (int i = 0; i < 4; i++) {
      r += await(split(s, i)) + " ";
    }
    return value(r);
  }

  @Async
  private static Coroutine<String> split(Steps s, int i) {
    try {
      if (i == 0) {
        return value(await(s.later("zero")));
      }
      s.log("after 0");
      if (i == 1) {
        return value("one");
      }
      await(s.later(1));
      if (i == 2) {
        await(s.fail(new IllegalStateException("two")));
      }
    } catch (IllegalStateException e) {
      return value("caught " + await(s.later(e.getMessage())));
    } finally {
      s.log("finally " + i + await(s.later("")));
    }
    return value("end");
  }

  @Async
  static Coroutine<?> handlerThatThrowsIntoItsOwnFinally(Steps s) {
    // javac's catch-any handler of a finally covers its own first instructions.
    try {
      try {
        await(s.later(1));
        throw new IllegalStateException("a");
      } finally {
        s.log(await(s.later("f")));
      }
    } catch (IllegalStateException e) {
      return value(e.getMessage());
    }
  }

  @Async
  static Coroutine<?> lockStyle(Steps s) {
    java.util.concurrent.locks.Lock lock = new java.util.concurrent.locks.ReentrantLock();
    int n = 0;
    for (int i = 0; i < 3; i++) {
      n += await(s.later(1));
      lock.lock();
      try {
        n *= 2;
      } finally {
        lock.unlock();
      }
      n += await(s.later(1));
    }
    return value(n);
  }

  @Async
  static Coroutine<?> synchronizedBlockBetweenAwaits(Steps s) {
    Object monitor = new Object();
    int n = await(s.later(1));
    synchronized (monitor) {
      n += 10;
    }
    n += await(s.later(1));
    try {
      synchronized (monitor) {
        if (n > 0) {
          throw new IllegalStateException("left the block");
        }
      }
    } catch (IllegalStateException e) {
      s.log(e.getMessage() + Thread.holdsLock(monitor));
      n += await(s.later(100));
    }
    return value(n);
  }

  @Async
  static Coroutine<?> failureJustBeforeAndJustAfterTheRange(Steps s) {
    String r = "";
    for (int i = 0; i < 3; i++) {
      try {
        if (i == 0) {
          await(s.fail(new IllegalStateException("before")));
        }
        try {
          await(s.later(1));
        } catch (IllegalStateException e) {
          r += "wrong";
        }
        if (i == 1) {
          await(s.fail(new IllegalStateException("after")));
        }
        r += "none ";
      } catch (IllegalStateException e) {
        r += e.getMessage() + " ";
      }
    }
    return value(r);
  }

  @Async
  static Coroutine<?> catchingThrowableAroundEverything(Steps s) {
    try {
      String t = await(s.later("x"));
      await(s.fail(new AssertionError(t + await(s.later("y")))));
      return value("not here");
    } catch (Throwable t) {
      return value(await(s.later(t.getMessage())));
    }
  }

  @Async
  static Coroutine<?> localFirstAssignedInTheTry(Steps s) {
    String t;
    long l;
    try {
      t = await(s.later("t"));
      l = await(s.later(3L));
      if (l == 3) {
        throw new IllegalStateException();
      }
    } catch (IllegalStateException e) {
      t = "u" + await(s.later("v"));
      l = 5;
    }
    return value(t + l + await(s.later(1)));
  }

  @Async
  static Coroutine<?> localOfBodyIsUnknownInTheHandler(Steps s) {
    try {
      String onlyHere = await(s.later("x"));
      int alsoHere = onlyHere.length();
      await(s.later(alsoHere));
      await(s.fail(new IllegalStateException(onlyHere + alsoHere)));
    } catch (IllegalStateException e) {
      double another = await(s.later(2.5));
      await(s.later(1));
      return value(e.getMessage() + another);
    }
    return value("not here");
  }

  @Async
  static Coroutine<?> sameExceptionThroughManyHandlers(Steps s) {
    IllegalStateException one = new IllegalStateException("one");
    try {
      try {
        try {
          await(s.fail(one));
        } catch (IllegalStateException e) {
          await(s.later(1));
          throw e;
        } finally {
          await(s.later(2));
        }
      } catch (RuntimeException e) {
        await(s.later(3));
        throw e;
      }
    } catch (Exception e) {
      return value(e == one);
    }
    return value("not here");
  }

  @Async
  static Coroutine<?> calleesFinallyRunsFirst(Steps s) {
    try {
      await(callee(s));
    } catch (IllegalStateException e) {
      s.log("caller " + await(s.later(e.getMessage())));
    } finally {
      s.log("caller's finally" + await(s.later("")));
    }
    return value(1);
  }

  @Async
  private static Coroutine<Void> callee(Steps s) {
    try {
      await(s.fail(new IllegalStateException("x")));
    } finally {
      s.log("callee's finally" + await(s.later("")));
    }
    return done();
  }
}

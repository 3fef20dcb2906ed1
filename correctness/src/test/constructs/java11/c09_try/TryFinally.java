package c09_try;

import static dev.continuo.Continuo.*;

import dev.continuo.Coroutine;
import dev.continuo.annotation.Async;
import dev.continuo.constructs.Steps;

/** finally with every way in and every way out of it, and awaits in each part. */
public class TryFinally {

  @Async
  static Coroutine<?> normalExit(Steps s) {
    String r = "";
    try {
      r += await(s.later("body "));
    } finally {
      r += await(s.later("finally"));
    }
    return value(r);
  }

  @Async
  static Coroutine<?> failureGoesThrough(Steps s) {
    try {
      await(s.fail(new IllegalStateException("kept")));
    } finally {
      s.log("finally " + await(s.later(1)));
    }
    return value("not here");
  }

  @Async
  static Coroutine<?> returnValueIsComputedBeforeFinally(Steps s) {
    return value(await(returning(s)));
  }

  @Async
  private static Coroutine<Integer> returning(Steps s) {
    int n = 1;
    try {
      n += await(s.later(1));
      return value(n);
    } finally {
      n += await(s.later(100));
      s.log("n is " + n);
    }
  }

  @Async
  static Coroutine<?> returnInFinallyWins(Steps s) {
    return value(await(overriding(s, true)) + await(overriding(s, false)));
  }

  @Async
  @SuppressWarnings("finally")
  private static Coroutine<String> overriding(Steps s, boolean fail) {
    try {
      if (fail) {
        await(s.fail(new IllegalStateException("lost")));
      }
      return value(await(s.later("body")));
    } finally {
      return value(await(s.later("finally")));
    }
  }

  @Async
  @SuppressWarnings("finally")
  static Coroutine<?> throwInFinallyWins(Steps s) {
    try {
      await(s.fail(new IllegalStateException("lost")));
    } finally {
      throw new IllegalArgumentException(await(s.later("wins")));
    }
  }

  @Async
  @SuppressWarnings("finally")
  static Coroutine<?> failedAwaitInFinallyWins(Steps s) {
    try {
      return value(await(s.later("lost")));
    } finally {
      await(s.fail(new IllegalArgumentException("wins")));
    }
  }

  @Async
  @SuppressWarnings("finally")
  static Coroutine<?> breakInFinallyDropsTheFailure(Steps s) {
    int n = 0;
    while (true) {
      try {
        n += await(s.later(1));
        await(s.fail(new IllegalStateException("dropped")));
      } finally {
        n += await(s.later(10));
        break;
      }
    }
    return value(n);
  }

  @Async
  @SuppressWarnings("finally")
  static Coroutine<?> continueInFinallyDropsTheReturn(Steps s) {
    int n = 0;
    for (int i = 0; i < 3; i++) {
      try {
        if (i == 1) {
          return value(await(s.later("dropped")));
        }
        n += await(s.later(1));
      } finally {
        n += await(s.later(10));
        continue;
      }
    }
    return value(n);
  }

  @Async
  static Coroutine<?> breakThroughFinally(Steps s) {
    String r = "";
    outer:
    for (int i = 0; i < 3; i++) {
      try {
        for (int j = 0; j < 3; j++) {
          try {
            r += i + "" + j + await(s.later(","));
            if (i == 0 && j == 1) {
              continue outer;
            }
            if (i == 1 && j == 0) {
              continue;
            }
            if (i == 1) {
              break outer;
            }
          } finally {
            r += await(s.later("f"));
          }
        }
        r += "end";
      } finally {
        r += await(s.later("F"));
      }
    }
    return value(r);
  }

  @Async
  static Coroutine<?> returnThroughTwoFinallys(Steps s) {
    return value(await(throughTwo(s)));
  }

  @Async
  private static Coroutine<String> throughTwo(Steps s) {
    try {
      try {
        return value(s.seen(await(s.later("result"))));
      } finally {
        s.log("inner " + await(s.later(1)));
      }
    } finally {
      s.log("outer " + await(s.later(2)));
    }
  }

  @Async
  static Coroutine<?> catchAndFinally(Steps s) {
    String r = "";
    for (int i = 0; i < 3; i++) {
      try {
        r += i;
        if (i > 0) {
          await(s.fail(i == 1 ? new IllegalStateException("c") : new IllegalArgumentException("d")));
        }
        r += await(s.later("n"));
      } catch (IllegalStateException e) {
        r += await(s.later(e.getMessage()));
      } catch (IllegalArgumentException e) {
        r += e.getMessage();
        continue;
      } finally {
        r += await(s.later("f"));
      }
      r += "|";
    }
    return value(r);
  }

  @Async
  static Coroutine<?> failureInTheHandlerStillRunsFinally(Steps s) {
    try {
      try {
        await(s.fail(new IllegalStateException("a")));
      } catch (IllegalStateException e) {
        await(s.fail(new IllegalArgumentException(e.getMessage() + "b")));
      } finally {
        s.log("finally" + await(s.later(1)));
      }
    } catch (IllegalArgumentException e) {
      return value(await(s.later(e.getMessage())));
    }
    return value("not here");
  }

  @Async
  static Coroutine<?> returnFromTheHandler(Steps s) {
    String r = "x";
    try {
      await(s.fail(new IllegalStateException("a")));
    } catch (IllegalStateException e) {
      r += await(s.later(e.getMessage()));
      return value(r);
    } finally {
      r += "changed";
      s.log(await(s.later(r)));
    }
    return value("not here");
  }

  @Async
  static Coroutine<?> finallyInsideFinally(Steps s) {
    String r = "";
    try {
      r += await(s.later("a"));
    } finally {
      try {
        r += await(s.later("b"));
        await(s.fail(new IllegalStateException("c")));
      } catch (IllegalStateException e) {
        r += await(s.later(e.getMessage()));
      } finally {
        r += await(s.later("d"));
      }
      r += "e";
    }
    return value(r);
  }

  @Async
  static Coroutine<?> finallyWithALoop(Steps s) {
    String r = "";
    try {
      await(s.fail(new IllegalStateException("x")));
    } catch (IllegalStateException e) {
      r += "caught";
    } finally {
      for (int i = 0; i < 3; i++) {
        r += await(s.later(i));
      }
    }
    return value(r);
  }

  @Async
  static Coroutine<?> finallyWithATernary(Steps s) {
    boolean ok = false;
    try {
      ok = await(s.later(true));
    } finally {
      s.log(ok ? await(s.later("yes")) : await(s.later("no")));
    }
    return value(ok);
  }

  @Async
  static Coroutine<?> awaitOnlyInFinally(Steps s) {
    try {
      Integer.parseInt("x");
    } finally {
      s.log(await(s.later("finally")));
    }
    return value("not here");
  }

  @Async
  static Coroutine<?> finallyWithoutAwait(Steps s) {
    int n = 0;
    try {
      n = await(s.later(1));
      await(s.fail(new IllegalStateException("x")));
    } finally {
      s.log("n " + n);
    }
    return value(n);
  }

  @Async
  static Coroutine<?> wideValueHeldOverFinally(Steps s) {
    return value(await(wide(s)) + await(doubles(s)));
  }

  @Async
  private static Coroutine<Long> wide(Steps s) {
    long l = 1L << 40;
    try {
      return value(l + await(s.later(1L)));
    } finally {
      l = 0;
      await(s.later(l));
    }
  }

  @Async
  private static Coroutine<Double> doubles(Steps s) {
    double d = 0.5;
    try {
      d += await(s.later(1));
    } finally {
      d *= await(s.later(2));
    }
    return value(d);
  }

  @Async
  @SuppressWarnings("finally")
  static Coroutine<?> infiniteRetryEndedInFinally(Steps s) {
    int n = 0;
    while (true) {
      try {
        await(s.fail(new IllegalStateException("again")));
      } finally {
        if (++n < 4) {
          await(s.later(n));
          continue;
        }
        return value(n);
      }
    }
  }

  @Async
  static Coroutine<?> nestedFinallysWhenTheInnermostFails(Steps s) {
    try {
      try {
        try {
          await(s.fail(new IllegalStateException("first")));
        } finally {
          s.log("1" + await(s.later("a")));
          await(s.fail(new IllegalArgumentException("second")));
        }
      } finally {
        s.log("2" + await(s.later("b")));
      }
    } catch (IllegalArgumentException e) {
      s.log("3" + await(s.later("c")));
      return value(e.getMessage());
    } finally {
      s.log("4" + await(s.later("d")));
    }
    return value("not here");
  }
}

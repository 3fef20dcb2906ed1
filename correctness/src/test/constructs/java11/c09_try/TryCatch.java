package c09_try;

import static dev.continuo.Continuo.*;

import dev.continuo.Coroutine;
import dev.continuo.annotation.Async;
import dev.continuo.constructs.Steps;
import java.io.FileNotFoundException;
import java.io.IOException;

/** catch clauses, multi-catch and rethrow, with awaits in body and handler. */
public class TryCatch {

  @Async
  static Coroutine<?> caughtInTheBody(Steps s) {
    String r = "";
    for (int i = 0; i < 3; i++) {
      try {
        r += await(s.later("a"));
        if (i == 1) {
          await(s.fail(new IllegalStateException("b")));
        }
        r += "c";
      } catch (IllegalStateException e) {
        r += e.getMessage() + await(s.later("!"));
      }
    }
    return value(r);
  }

  @Async
  static Coroutine<?> firstMatchingClauseWins(Steps s) {
    String r = "";
    Throwable[] failures = {
      new FileNotFoundException("f"), new IOException("i"), new ArithmeticException("a"),
      new Error("e")
    };
    for (Throwable failure : failures) {
      try {
        await(s.fail(failure), IOException.class);
        r += "not here";
      } catch (FileNotFoundException e) {
        r += "F" + await(s.later(e.getMessage()));
      } catch (IOException e) {
        r += "I" + await(s.later(e.getMessage()));
      } catch (RuntimeException e) {
        r += "R" + e.getMessage();
      } catch (Throwable e) {
        r += "T" + await(s.later(e.getMessage()));
      }
    }
    return value(r);
  }

  @Async
  static Coroutine<?> multiCatch(Steps s) {
    String r = "";
    for (int i = 0; i < 2; i++) {
      try {
        await(
            s.fail(i == 0 ? new IllegalStateException("s") : new IllegalArgumentException("a")));
      } catch (IllegalStateException | IllegalArgumentException e) {
        await(s.later(1));
        r += e.getMessage();
      }
    }
    return value(r);
  }

  @Async
  static Coroutine<?> notCaught(Steps s) {
    try {
      await(s.fail(new ArithmeticException("out")));
    } catch (IllegalStateException e) {
      s.log("wrong clause");
    }
    return value("not here");
  }

  @Async
  static Coroutine<?> rethrown(Steps s) throws Throwable {
    try {
      try {
        await(s.fail(new IllegalStateException("again")));
      } catch (IllegalStateException e) {
        await(s.later(1));
        throw e;
      }
    } catch (RuntimeException e) {
      throw new IOException(await(s.later("wrapped")), e);
    }
    return value("not here");
  }

  @Async
  static Coroutine<?> nestedThreeDeep(Steps s) {
    StringBuilder r = new StringBuilder();
    for (int i = 0; i < 4; i++) {
      try {
        try {
          try {
            if (i == 1) {
              await(s.fail(new IllegalStateException("1")));
            } else if (i == 2) {
              await(s.fail(new IllegalArgumentException("2")));
            } else if (i == 3) {
              await(s.fail(new ArithmeticException("3")));
            }
            r.append(await(s.later('n')));
          } catch (IllegalStateException e) {
            r.append("inner").append(await(s.later(e.getMessage())));
          }
          r.append(await(s.later('-')));
        } catch (IllegalArgumentException e) {
          r.append("middle").append(await(s.later(e.getMessage())));
        }
        r.append(await(s.later('=')));
      } catch (ArithmeticException e) {
        r.append("outer").append(await(s.later(e.getMessage())));
      }
    }
    return value(r.toString());
  }

  @Async
  static Coroutine<?> tryInsideACatch(Steps s) {
    String r = "";
    try {
      await(s.fail(new IllegalStateException("a")));
    } catch (IllegalStateException e) {
      try {
        r += await(s.later("x"));
        await(s.fail(new IllegalStateException("b")));
      } catch (IllegalStateException inner) {
        r += e.getMessage() + inner.getMessage() + await(s.later("y"));
      }
      r += e.getMessage();
    }
    return value(r);
  }

  @Async
  static Coroutine<?> localsInTheHandlerAreThoseOfTheThrow(Steps s) {
    int n = 1;
    String t = "one";
    try {
      n = await(s.later(2));
      t = "two";
      n = 3;
      await(s.fail(new IllegalStateException()));
      t = "three";
      n = 4;
    } catch (IllegalStateException e) {
      return value(n + t + await(s.later("!")) + n + t);
    }
    return value("not here");
  }

  @Async
  static Coroutine<?> assignmentIsNotDoneWhenTheAwaitFails(Steps s) {
    int n = 1;
    try {
      n = await(s.<Integer>fail(new IllegalStateException()));
    } catch (IllegalStateException e) {
      n += 10;
    }
    return value(n);
  }

  @Async
  static Coroutine<?> stackIsDroppedWhenTheAwaitFails(Steps s) {
    int n = 0;
    for (int i = 0; i < 3; i++) {
      try {
        n += Math.max(i, 5) + Math.max(7, await(s.<Integer>fail(new IllegalStateException())));
      } catch (IllegalStateException e) {
        n += await(s.later(1));
      }
    }
    return value(n);
  }

  @Async
  static Coroutine<?> throwStatementInTheBody(Steps s) {
    try {
      if (await(s.later(true))) {
        throw new IllegalStateException(await(s.later("thrown")));
      }
      return value("not here");
    } catch (IllegalStateException e) {
      return value(e.getMessage());
    }
  }

  @Async
  static Coroutine<?> throwAwaitedException(Steps s) {
    try {
      throw await(s.later(new IllegalStateException("awaited")));
    } catch (IllegalStateException e) {
      return value(await(s.later(e)).getMessage());
    }
  }

  @Async
  static Coroutine<?> loopAroundTryAroundLoop(Steps s) {
    String r = "";
    for (int i = 0; i < 2; i++) {
      try {
        for (int j = 0; ; j++) {
          r += await(s.later(j));
          if (j == 1) {
            await(s.fail(new IllegalStateException("x")));
          }
        }
      } catch (IllegalStateException e) {
        r += await(s.later(e.getMessage()));
      }
    }
    return value(r);
  }

  @Async
  static Coroutine<?> awaitOnlyInTheHandler(Steps s) {
    try {
      Integer.parseInt("x" + s.watched().size());
      return value("not here");
    } catch (NumberFormatException e) {
      return value(await(s.later(e.getMessage())));
    }
  }

  @Async
  static Coroutine<?> emptyHandler(Steps s) {
    try {
      await(s.fail(new IllegalStateException()));
    } catch (IllegalStateException ignored) {
    }
    return value(await(s.later("after")));
  }

  @Async
  static Coroutine<?> exceptionVariableReassigned(Steps s) {
    try {
      await(s.fail(new IllegalStateException("first")));
    } catch (RuntimeException e) {
      await(s.later(1));
      e = new IllegalArgumentException(e.getMessage() + await(s.later(" second")));
      await(s.later(1));
      return value(e.getMessage());
    }
    return value("not here");
  }

  @Async
  static Coroutine<?> stackOverflowIsCatchable(Steps s) {
    try {
      recurse(0);
    } catch (StackOverflowError e) {
      return value("overflow" + await(s.later("!")));
    }
    return value("not here");
  }

  private static int recurse(int n) {
    return recurse(n + 1) + 1;
  }
}

package c11_failures;

import static dev.continuo.Continuo.*;

import dev.continuo.Coroutine;
import dev.continuo.annotation.Async;
import dev.continuo.constructs.Steps;
import java.io.EOFException;
import java.io.IOException;
import java.util.concurrent.CompletionException;
import java.util.concurrent.ExecutionException;

/** What an awaited failure looks like: the original object, typed, unwrapped, at the await. */
public class Failures {

  static final class Own extends Exception {
    private static final long serialVersionUID = 1;
    final int code;

    Own(int code) {
      super("code " + code);
      this.code = code;
    }
  }

  @Async
  static Coroutine<?> ownCheckedException(Steps s) {
    try {
      await(s.later(1));
      await(s.<Integer>fail(new Own(42)), Own.class);
    } catch (Own e) {
      return value(e.code + await(s.later(0)));
    }
    return value("not here");
  }

  @Async
  static Coroutine<?> identityIsKept(Steps s) {
    Own own = new Own(1);
    try {
      await(s.fail(own), Own.class);
    } catch (Own e) {
      return value(e == own);
    }
    return value("not here");
  }

  @Async
  static Coroutine<?> declaredSupertype(Steps s) {
    try {
      await(reads(s), IOException.class);
    } catch (IOException e) {
      return value(e.getClass().getSimpleName() + e.getMessage());
    }
    return value("not here");
  }

  @Async
  private static Coroutine<String> reads(Steps s) throws IOException {
    String t = await(s.later("read"));
    if (t.length() == 4) {
      throw new EOFException(await(s.later("eof")));
    }
    return value(t);
  }

  @Async
  static Coroutine<?> throwBeforeTheFirstAwaitArrivesAtTheAwait(Steps s) {
    try {
      return value(await(failsAtOnce(s)));
    } catch (IllegalStateException e) {
      return value("caught " + e.getMessage());
    }
  }

  @Async
  private static Coroutine<String> failsAtOnce(Steps s) {
    if (s.watched().isEmpty()) {
      throw new IllegalStateException("at once");
    }
    return value(await(s.later("x")));
  }

  @Async
  static Coroutine<?> methodWithoutAwaitFails(Steps s) {
    try {
      return value(await(neverAwaits(s)));
    } catch (ArithmeticException e) {
      return value(e.getMessage());
    }
  }

  @Async
  private static Coroutine<Integer> neverAwaits(Steps s) {
    return value(1 / s.watched().size());
  }

  @Async
  static Coroutine<?> throwBeforeTheFirstAwait(Steps s) throws IOException {
    throw new IOException("through the coroutine");
  }

  @Async
  static Coroutine<?> error(Steps s) {
    await(s.later(1));
    throw new AssertionError("an error");
  }

  @Async
  static Coroutine<?> awaitedError(Steps s) {
    try {
      await(s.fail(new java.io.IOError(new IOException("awaited"))));
    } catch (Error e) {
      await(s.later(1));
      throw e;
    }
    return value("not here");
  }

  @Async
  static Coroutine<?> throughThreeCoroutines(Steps s) {
    try {
      return value(await(first(s)));
    } catch (IllegalStateException e) {
      return value(e.getMessage() + " " + e.getCause().getMessage());
    }
  }

  @Async
  private static Coroutine<String> first(Steps s) {
    String r = await(second(s));
    return value(r + "not here");
  }

  @Async
  private static Coroutine<String> second(Steps s) {
    try {
      return value(await(third(s)));
    } catch (IllegalArgumentException e) {
      throw new IllegalStateException("wrapped", e);
    }
  }

  @Async
  private static Coroutine<String> third(Steps s) {
    await(s.later(1));
    return value(await(s.<String>fail(new IllegalArgumentException("deepest"))));
  }

  @Async
  static Coroutine<?> stageIsUnwrapped(Steps s) {
    String r = "";
    try {
      await(s.failingStage(new Own(7)), Own.class);
    } catch (Own e) {
      r += e.code;
    }
    try {
      await(s.failingStage(new CompletionException(new Own(8))), Own.class);
    } catch (Own e) {
      r += e.code;
    }
    try {
      await(s.failingStage(new ExecutionException("kept", new Own(9))), ExecutionException.class);
    } catch (ExecutionException e) {
      r += e.getMessage();
    }
    return value(r + await(s.stage("!")));
  }

  @Async
  static Coroutine<?> completionExceptionWithoutCause(Steps s) {
    try {
      await(s.failingStage(new CompletionException("bare", null)));
    } catch (CompletionException e) {
      return value(e.getMessage());
    }
    return value("not here");
  }

  @Async
  static Coroutine<?> nullAwaited(Steps s) {
    dev.continuo.Awaitable<Integer> none = null;
    try {
      return value(await(none));
    } catch (NullPointerException e) {
      return value("null awaited");
    }
  }

  @Async
  static Coroutine<?> uncaughtCheckedException(Steps s) throws Own {
    await(s.later(1));
    throw new Own(await(s.later(3)));
  }

  @Async
  static Coroutine<?> runtimeFailuresOfOperations(Steps s) {
    String r = "";
    for (int i = 0; i < 4; i++) {
      try {
        int[] a = new int[2];
        Object o = "text";
        switch (i) {
          case 0:
            r += a[await(s.later(5))];
            break;
          case 1:
            r += 1 / await(s.later(0));
            break;
          case 2:
            r += (Integer) await(s.later(o));
            break;
          default:
            r += await(s.<String>later(null)).length();
        }
      } catch (ArrayIndexOutOfBoundsException e) {
        r += "index ";
      } catch (ArithmeticException e) {
        r += "zero ";
      } catch (ClassCastException e) {
        r += "cast ";
      } catch (NullPointerException e) {
        r += "null ";
      }
    }
    return value(r);
  }

  @Async
  static Coroutine<?> userAwaitable(Steps s) {
    dev.continuo.Awaitable<String> good = () -> s.later("own");
    dev.continuo.Awaitable<String> bad = () -> s.fail(new Own(1));
    dev.continuo.Awaitable<String> worse =
        () -> {
          throw new IllegalStateException("asAwaitable");
        };
    String r = await(good);
    try {
      r += await(bad, Own.class);
    } catch (Own e) {
      r += e.code;
    }
    try {
      r += await(worse);
    } catch (IllegalStateException e) {
      r += e.getMessage();
    }
    return value(r);
  }
}

package c10_resources;

import static dev.continuo.Continuo.*;

import dev.continuo.AsyncScope;
import dev.continuo.Awaitable;
import dev.continuo.Coroutine;
import dev.continuo.annotation.Async;
import dev.continuo.constructs.Steps;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;

/**
 * Scopes see what leaves their block and may replace it. The plain side is a twin in {@code
 * src/test/plain}, as plain Java cannot tell a scope what is pending.
 */
public class Scopes {

  /** Logs what it sees; replaces it if there is something to replace it with. */
  static final class Scope implements AsyncScope {
    final Steps s;
    final String name;
    final RuntimeException replacement;

    Scope(Steps s, String name, RuntimeException replacement) {
      this.s = s;
      this.name = name;
      this.replacement = replacement;
    }

    @Async
    @Override
    public Coroutine<Throwable> exit(Throwable pending) {
      await(s.later("exit"));
      s.log(name + " sees " + (pending == null ? "nothing" : pending.getMessage()));
      return value(pending == null || replacement == null ? pending : replacement);
    }
  }

  private static Scope scope(Steps s, String name) {
    return new Scope(s, name, null);
  }

  private static Scope replacing(Steps s, String name) {
    return new Scope(s, name, new IllegalArgumentException("of " + name));
  }

  private static String told(Throwable t) {
    List<String> suppressed = new ArrayList<>();
    for (Throwable x : t.getSuppressed()) {
      suppressed.add(told(x));
    }
    return t.getMessage() + suppressed;
  }

  @Async
  static Coroutine<?> normalEnd(Steps s) {
    try (Scope a = replacing(s, "a")) {
      await(s.later("in"));
    }
    return value("end");
  }

  @Async
  static Coroutine<?> returnFromTheBlock(Steps s) {
    try (Scope a = replacing(s, "a");
        Scope b = scope(s, "b")) {
      return value(await(s.later("in")));
    }
  }

  @Async
  static Coroutine<?> bodyThrows(Steps s) {
    try (Scope a = scope(s, "a")) {
      await(s.fail(new IllegalStateException("body")));
      return value("not here");
    } catch (IllegalStateException e) {
      return value(told(e) + await(s.later("!")));
    }
  }

  @Async
  static Coroutine<?> replaced(Steps s) {
    try (Scope a = replacing(s, "a")) {
      await(s.fail(new IllegalStateException("body")));
      return value("not here");
    } catch (IllegalArgumentException e) {
      return value(told(e));
    }
  }

  @Async
  static Coroutine<?> innerReplacesForOuter(Steps s) {
    try (Scope a = scope(s, "a");
        Scope b = replacing(s, "b");
        Scope c = scope(s, "c")) {
      throw new IllegalStateException("body");
    } catch (IllegalArgumentException e) {
      return value(told(e) + await(s.later("!")));
    } finally {
      s.log("finally");
    }
  }

  @Async
  static Coroutine<?> outerReplacesToo(Steps s) {
    try (Scope a = replacing(s, "a");
        Scope b = replacing(s, "b")) {
      throw new IOException("body");
    } catch (IllegalArgumentException | IOException e) {
      return value(told(e));
    }
  }

  @Async
  static Coroutine<?> nullScope(Steps s) {
    try (Scope a = await(s.<Scope>later(null));
        Scope b = replacing(s, "b")) {
      throw new IllegalStateException("body");
    } catch (IllegalArgumentException e) {
      return value(told(e));
    }
  }

  @Async
  static Coroutine<?> unrelatedThrowBehindTheBlock(Steps s) {
    IllegalStateException last = new IllegalStateException("last");
    try {
      try (Scope a = replacing(s, "a")) {
        await(s.later("in"));
      }
      throw last;
    } catch (IllegalStateException e) {
      return value(told(e));
    }
  }

  @Async
  static Coroutine<?> unrelatedThrowInALoop(Steps s) {
    IllegalStateException last = null;
    for (int i = 0; i < 3; i++) {
      try (Scope a = replacing(s, "a" + i)) {
        if (i == 1) {
          await(s.fail(new IllegalStateException("in " + i)));
        }
      } catch (IllegalArgumentException e) {
        last = new IllegalStateException("kept " + e.getMessage());
      }
    }
    if (last != null) {
      try (Scope a = scope(s, "b")) {
        throw last;
      } catch (IllegalStateException e) {
        return value(told(e));
      }
    }
    return value("none");
  }

  @Async
  static Coroutine<?> handWrittenFinally(Steps s) {
    Scope a = replacing(s, "a");
    try {
      await(s.fail(new IllegalStateException("body")));
      return value("not here");
    } catch (IllegalArgumentException e) {
      return value("too early");
    } finally {
      a.close();
    }
  }

  @Async
  static Coroutine<?> outside(Steps s) {
    try {
      return value(await(handWritten(s)));
    } catch (IllegalArgumentException e) {
      return value(told(e));
    }
  }

  @Async
  private static Coroutine<String> handWritten(Steps s) {
    Scope a = replacing(s, "a");
    try {
      await(s.fail(new IllegalStateException("body")));
    } finally {
      a.close();
    }
    return value("not here");
  }

  @Async
  static Coroutine<?> inACatchBlock(Steps s) {
    try {
      await(s.fail(new IllegalStateException("first")));
    } catch (IllegalStateException e) {
      try (Scope a = replacing(s, "a")) {
        await(s.later("in the handler"));
      }
      return value(told(e));
    }
    return value("not here");
  }

  @Async
  static Coroutine<?> rethrownFromACatchBlock(Steps s) {
    try {
      try {
        await(s.fail(new IllegalStateException("first")));
      } catch (Throwable e) {
        try (Scope a = replacing(s, "a")) {
          await(s.later("in the handler"));
        }
        throw e;
      }
    } catch (IllegalStateException e) {
      return value(told(e));
    }
    return value("not here");
  }

  @Async
  static Coroutine<?> breakAndContinue(Steps s) {
    int n = 0;
    for (int i = 0; i < 4; i++) {
      try (Scope a = replacing(s, "a" + i)) {
        if (i == 1) {
          continue;
        }
        if (i == 3) {
          break;
        }
        n += await(s.later(i + 1));
      }
    }
    return value(n);
  }

  @Async
  static Coroutine<?> endsByAHandlerInside(Steps s) {
    int round = 0;
    try (Scope a = replacing(s, "a")) {
      while (true) {
        try {
          s.log("round " + round);
          await(round++ < 2 ? s.later("in") : s.fail(new IllegalStateException("in " + round)));
        } catch (Throwable t) { // the only way out of the loop
          s.log("caught " + t.getMessage());
          break;
        }
      }
    }
    return value("end");
  }

  @Async
  static Coroutine<?> keepsAFailureAndThrowsItBehindTheBlock(Steps s) throws IOException {
    try {
      Throwable failure;
      try (Scope a = replacing(s, "a")) {
        try {
          return value(await(s.fail(new IllegalStateException("in"))));
        } catch (Throwable t) {
          failure = t;
        }
      }
      throw (IllegalStateException) failure;
    } catch (IllegalStateException e) {
      return value(told(e));
    }
  }

  @Async
  static Coroutine<?> handlersInsideBothScopes(Steps s) {
    try (Scope a = scope(s, "a");
        Scope b = replacing(s, "b")) {
      try {
        await(s.fail(new IllegalStateException("in")));
      } catch (Throwable t) {
        s.log("caught " + t.getMessage());
      } finally {
        s.log("finally");
      }
      throw new IllegalStateException("last");
    } catch (IllegalArgumentException e) {
      return value(told(e));
    }
  }
}

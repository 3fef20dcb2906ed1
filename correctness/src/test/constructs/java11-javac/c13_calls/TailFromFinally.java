package c13_calls;

import static dev.continuo.Continuo.*;

import dev.continuo.Coroutine;
import dev.continuo.annotation.Async;
import dev.continuo.constructs.Steps;
import java.util.function.Supplier;

/**
 * The finally block drops a returned coroutine. Eclipse's compiler pops it at once, so that nothing
 * shows that it was returned: there it never runs, and ASYNC107 says so.
 */
@SuppressWarnings("finally")
public class TailFromFinally {

  @Async
  private static Coroutine<String> good(Steps s) {
    return value("good" + await(s.later("!")));
  }

  @Async
  private static Coroutine<String> bad(Steps s) {
    return value(await(s.<String>fail(new IllegalStateException("bad"))));
  }

  @Async
  static Coroutine<?> tailFromFinally(Steps s) {
    return value(await(overrides(s)));
  }

  @Async
  private static Coroutine<String> overrides(Steps s) {
    try {
      return bad(s);
    } finally {
      return good(s);
    }
  }

  @Async
  private static Coroutine<String> logged(Steps s, String text) {
    s.log(text + await(s.later("…")));
    return value(text);
  }

  @Async
  static Coroutine<?> throughAnInnerFinally(Steps s) {
    try {
      try {
        return logged(s, "dropped");
      } finally {
        s.log("inner");
      }
    } finally {
      return good(s);
    }
  }

  @Async
  static Coroutine<?> conditionalThroughTwoInnerFinallys(Steps s) {
    try {
      try {
        try {
          return await(s.later(true)) ? logged(s, "one") : logged(s, "two");
        } finally {
          s.log("innermost");
        }
      } finally {
        s.log("inner" + await(s.later("!")));
      }
    } finally {
      return value("outer");
    }
  }

  @Async
  static Coroutine<?> failureThroughAnInnerFinally(Steps s) {
    try {
      try {
        return bad(s);
      } catch (IllegalArgumentException e) {
        return value("not this one");
      } finally {
        s.log("inner");
      }
    } catch (IllegalStateException e) {
      s.log("caught " + e.getMessage());
      return logged(s, "dropped as well");
    } finally {
      return value("outer");
    }
  }

  @Async
  static Coroutine<?> throughAClose(Steps s) throws Exception {
    for (int i = 0; ; i++) {
      try (AutoCloseable r = () -> s.log("close")) {
        return logged(s, "dropped" + i);
      } finally {
        if (i == 0) {
          continue;
        }
        break;
      }
    }
    return value("behind");
  }

  @Async
  static Coroutine<?> castThroughAnInnerFinally(Steps s) {
    return dropsWhatItGets(s, () -> logged(s, "given"));
  }

  @Async
  private static Coroutine<String> dropsWhatItGets(Steps s, Supplier<Coroutine<String>> c) {
    try {
      try {
        return c.get();
      } finally {
        s.log("inner");
      }
    } finally {
      return value("outer");
    }
  }

  @Async
  static Coroutine<?> neitherReturnedNorAwaited(Steps s) {
    try {
      await(s.later(1));
      try {
        Coroutine<String> unused = new Lazy(s).get();
      } finally {
        s.log("inner");
      }
    } finally {
      return value("outer");
    }
  }

  /** Coroutines that say so if they run; nobody asked for this one. */
  private static final class Lazy {
    private final Steps s;

    Lazy(Steps s) {
      this.s = s;
    }

    Coroutine<String> get() {
      s.log("made");
      return s.coroutine("never run");
    }
  }
}

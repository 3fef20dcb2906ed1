package c13_calls;

import static dev.continuo.Continuo.*;

import dev.continuo.Coroutine;
import dev.continuo.annotation.Async;
import dev.continuo.constructs.Steps;

/**
 * The finally block drops a returned coroutine. Eclipse's compiler pops it at once, so that nothing
 * shows that it was returned: there it never runs.
 */
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
  @SuppressWarnings("finally")
  private static Coroutine<String> overrides(Steps s) {
    try {
      return bad(s);
    } finally {
      return good(s);
    }
  }
}

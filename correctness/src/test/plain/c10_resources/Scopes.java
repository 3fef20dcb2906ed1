package c10_resources;

import static dev.continuo.Continuo.*;

import dev.continuo.CancelledError;
import dev.continuo.Coroutine;
import dev.continuo.PlainSuppressed;
import dev.continuo.constructs.Steps;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;

/**
 * The twin of the construct of this name: what try-with-resources over a scope means, written with
 * a lambda, as plain Java cannot tell a scope what is pending.
 */
public class Scopes {

  static final class Scope {
    final Steps s;
    final String name;
    final RuntimeException replacement;

    Scope(Steps s, String name, RuntimeException replacement) {
      this.s = s;
      this.name = name;
      this.replacement = replacement;
    }

    Throwable exit(Throwable pending) {
      await(s.later("exit"));
      s.log(name + " sees " + (pending == null ? "nothing" : pending.getMessage()));
      return pending == null || replacement == null ? pending : replacement;
    }
  }

  private static Scope scope(Steps s, String name) {
    return new Scope(s, name, null);
  }

  private static Scope replacing(Steps s, String name) {
    return new Scope(s, name, new IllegalArgumentException("of " + name));
  }

  /** What a block in a scope does; an exit that fails is suppressed, as a close is. */
  private static <T> T within(Scope scope, Callable<T> block) throws Exception {
    T result;
    try {
      result = block.call();
    } catch (Throwable pending) {
      Throwable thrown = pending;
      if (scope != null) {
        try {
          thrown = scope.exit(pending);
        } catch (Throwable t) {
          thrown = PlainSuppressed.add(pending, t);
        }
      }
      throw Scopes.<RuntimeException>sneaky(thrown);
    }
    if (scope != null) {
      scope.exit(null);
    }
    return result;
  }

  @SuppressWarnings("unchecked")
  private static <X extends Throwable> RuntimeException sneaky(Throwable t) throws X {
    throw (X) t;
  }

  private static String told(Throwable t) {
    List<String> suppressed = new ArrayList<>();
    for (Throwable x : t.getSuppressed()) {
      suppressed.add(told(x));
    }
    return t.getMessage() + suppressed;
  }

  static Coroutine<?> normalEnd(Steps s) throws Exception {
    within(replacing(s, "a"), () -> await(s.later("in")));
    return value("end");
  }

  static Coroutine<?> returnFromTheBlock(Steps s) throws Exception {
    return within(
        replacing(s, "a"), () -> within(scope(s, "b"), () -> value(await(s.later("in")))));
  }

  static Coroutine<?> bodyThrows(Steps s) throws Exception {
    try {
      return within(scope(s, "a"), () -> value(await(s.fail(new IllegalStateException("body")))));
    } catch (IllegalStateException e) {
      return value(told(e) + await(s.later("!")));
    }
  }

  static Coroutine<?> replaced(Steps s) throws Exception {
    try {
      return within(
          replacing(s, "a"), () -> value(await(s.fail(new IllegalStateException("body")))));
    } catch (IllegalArgumentException e) {
      return value(told(e));
    }
  }

  static Coroutine<?> innerReplacesForOuter(Steps s) throws Exception {
    try {
      return within(
          scope(s, "a"),
          () ->
              within(
                  replacing(s, "b"),
                  () ->
                      within(
                          scope(s, "c"),
                          () -> {
                            throw new IllegalStateException("body");
                          })));
    } catch (IllegalArgumentException e) {
      return value(told(e) + await(s.later("!")));
    } finally {
      s.log("finally");
    }
  }

  static Coroutine<?> outerReplacesToo(Steps s) throws Exception {
    try {
      return within(
          replacing(s, "a"),
          () ->
              within(
                  replacing(s, "b"),
                  () -> {
                    throw new IOException("body");
                  }));
    } catch (IllegalArgumentException | IOException e) {
      return value(told(e));
    }
  }

  static Coroutine<?> nullScope(Steps s) throws Exception {
    try {
      return within(
          await(s.<Scope>later(null)),
          () ->
              within(
                  replacing(s, "b"),
                  () -> {
                    throw new IllegalStateException("body");
                  }));
    } catch (IllegalArgumentException e) {
      return value(told(e));
    }
  }

  static Coroutine<?> unrelatedThrowBehindTheBlock(Steps s) throws Exception {
    IllegalStateException last = new IllegalStateException("last");
    try {
      within(replacing(s, "a"), () -> await(s.later("in")));
      throw last;
    } catch (IllegalStateException e) {
      return value(told(e));
    }
  }

  static Coroutine<?> unrelatedThrowInALoop(Steps s) throws Exception {
    IllegalStateException last = null;
    for (int i = 0; i < 3; i++) {
      int round = i;
      try {
        within(
            replacing(s, "a" + i),
            () ->
                round == 1 ? await(s.fail(new IllegalStateException("in " + round))) : null);
      } catch (IllegalArgumentException e) {
        last = new IllegalStateException("kept " + e.getMessage());
      }
    }
    if (last != null) {
      IllegalStateException kept = last;
      try {
        return within(
            scope(s, "b"),
            () -> {
              throw kept;
            });
      } catch (IllegalStateException e) {
        return value(told(e));
      }
    }
    return value("none");
  }

  static Coroutine<?> handWrittenFinally(Steps s) throws Exception {
    Scope a = replacing(s, "a");
    try {
      await(s.fail(new IllegalStateException("body")));
    } catch (Throwable pending) {
      Throwable thrown;
      try {
        thrown = a.exit(pending);
      } catch (CancelledError e) { // other failures are not suppressed here
        e.initCause(pending);
        throw e;
      }
      throw Scopes.<RuntimeException>sneaky(thrown);
    }
    a.exit(null);
    return value("not here");
  }

  static Coroutine<?> outside(Steps s) throws Exception {
    try {
      return handWrittenFinally(s);
    } catch (IllegalArgumentException e) {
      return value(told(e));
    }
  }

  static Coroutine<?> inACatchBlock(Steps s) throws Exception {
    try {
      await(s.fail(new IllegalStateException("first")));
    } catch (IllegalStateException e) {
      within(replacing(s, "a"), () -> await(s.later("in the handler")));
      return value(told(e));
    }
    return value("not here");
  }

  static Coroutine<?> rethrownFromACatchBlock(Steps s) throws Exception {
    try {
      try {
        await(s.fail(new IllegalStateException("first")));
      } catch (Throwable e) {
        within(replacing(s, "a"), () -> await(s.later("in the handler")));
        throw e;
      }
    } catch (IllegalStateException e) {
      return value(told(e));
    }
    return value("not here");
  }

  static Coroutine<?> breakAndContinue(Steps s) throws Exception {
    int n = 0;
    for (int i = 0; i < 4; i++) {
      int round = i;
      n +=
          within(
              replacing(s, "a" + i),
              () -> round == 1 || round == 3 ? 0 : await(s.later(round + 1)));
      if (i == 3) {
        break;
      }
    }
    return value(n);
  }

  static Coroutine<?> endsByAHandlerInside(Steps s) throws Exception {
    int[] round = {0};
    within(
        replacing(s, "a"),
        () -> {
          while (true) {
            try {
              s.log("round " + round[0]);
              await(
                  round[0]++ < 2
                      ? s.later("in")
                      : s.fail(new IllegalStateException("in " + round[0])));
            } catch (Throwable t) {
              s.log("caught " + t.getMessage());
              return null;
            }
          }
        });
    return value("end");
  }

  static Coroutine<?> keepsAFailureAndThrowsItBehindTheBlock(Steps s) throws Exception {
    try {
      Throwable[] failure = {null};
      within(
          replacing(s, "a"),
          () -> {
            try {
              return value(await(s.fail(new IllegalStateException("in"))));
            } catch (Throwable t) {
              failure[0] = t;
              return null;
            }
          });
      throw (IllegalStateException) failure[0];
    } catch (IllegalStateException e) {
      return value(told(e));
    }
  }

  static Coroutine<?> handlersInsideBothScopes(Steps s) throws Exception {
    try {
      return within(
          scope(s, "a"),
          () ->
              within(
                  replacing(s, "b"),
                  () -> {
                    try {
                      await(s.fail(new IllegalStateException("in")));
                    } catch (Throwable t) {
                      s.log("caught " + t.getMessage());
                    } finally {
                      s.log("finally");
                    }
                    throw new IllegalStateException("last");
                  }));
    } catch (IllegalArgumentException e) {
      return value(told(e));
    }
  }
}

package c10_resources;

import static dev.continuo.Continuo.*;

import dev.continuo.Coroutine;
import dev.continuo.annotation.Async;
import dev.continuo.constructs.Steps;

/** try-with-resources over plain AutoCloseables: bodies and initialisers await, closes do not. */
public class Resources {

  static final class Res implements AutoCloseable {
    final Steps s;
    final String name;
    final RuntimeException onClose;

    Res(Steps s, String name, RuntimeException onClose) {
      this.s = s;
      this.name = name;
      this.onClose = onClose;
      s.log("open " + name);
    }

    @Override
    public void close() {
      s.log("close " + name);
      if (onClose != null) {
        throw onClose;
      }
    }
  }

  private static Res res(Steps s, String name) {
    return new Res(s, name, null);
  }

  private static Res bad(Steps s, String name) {
    return new Res(s, name, new IllegalStateException("close of " + name));
  }

  @Async
  static Coroutine<?> oneResource(Steps s) {
    try (Res a = res(s, await(s.later("a")))) {
      s.log("in " + a.name + await(s.later("!")));
    }
    return value(await(s.later("end")));
  }

  @Async
  static Coroutine<?> threeResources(Steps s) {
    try (Res a = res(s, await(s.later("a")));
        Res b = await(s.later(res(s, a.name + "b")));
        Res c = res(s, b.name + await(s.later("c")))) {
      return value(await(s.later(c.name)));
    }
  }

  @Async
  static Coroutine<?> nullResource(Steps s) {
    try (Res a = await(s.<Res>later(null));
        Res b = res(s, "b");
        Res c = null) {
      s.log(a + b.name + c + await(s.later("")));
    }
    return value("end");
  }

  @Async
  static Coroutine<?> bodyFails(Steps s) {
    try (Res a = res(s, "a");
        Res b = res(s, "b")) {
      await(s.fail(new IllegalArgumentException("body")));
    }
    return value("not here");
  }

  @Async
  static Coroutine<?> bodyAndClosesFail(Steps s) {
    try (Res a = bad(s, "a");
        Res b = bad(s, "b");
        Res c = res(s, "c")) {
      await(s.later(1));
      await(s.fail(new IllegalArgumentException("body")));
    }
    return value("not here");
  }

  @Async
  static Coroutine<?> onlyTheCloseFails(Steps s) {
    try (Res a = bad(s, "a")) {
      s.log(await(s.later("body")));
    }
    return value("not here");
  }

  @Async
  static Coroutine<?> initialiserFails(Steps s) {
    try (Res a = bad(s, "a");
        Res b = await(s.<Res>fail(new IllegalArgumentException("opening b")))) {
      s.log("not here");
    }
    return value("not here");
  }

  @Async
  static Coroutine<?> withCatchAndFinally(Steps s) {
    try (Res a = bad(s, "a")) {
      await(s.fail(new IllegalArgumentException("body")));
    } catch (IllegalArgumentException e) {
      s.log("catch " + await(s.later(e.getSuppressed().length)));
      return value(e);
    } finally {
      s.log("finally " + await(s.later(1)));
    }
    return value("not here");
  }

  @Async
  static Coroutine<?> returnThroughTheCloses(Steps s) {
    for (int i = 0; ; i++) {
      try (Res a = res(s, "a" + i);
          Res b = res(s, "b" + i)) {
        if (i == 0) {
          continue;
        }
        if (i == 1) {
          return value(await(s.later("result")));
        }
        break;
      }
    }
    return value("not here");
  }

  @Async
  static Coroutine<?> existingVariableAsResource(Steps s) {
    Res a = await(s.later(res(s, "a")));
    final Res b = res(s, "b");
    try (a;
        b) {
      s.log("body" + await(s.later(1)));
    }
    return value(a.name);
  }

  @Async
  static Coroutine<?> nested(Steps s) {
    try (Res a = res(s, "a")) {
      await(s.later(1));
      try (Res b = bad(s, "b")) {
        await(s.later(1));
        try (Res c = res(s, "c")) {
          await(s.fail(new IllegalArgumentException("inner")));
        }
      } catch (IllegalArgumentException e) {
        s.log(await(s.later(e.getMessage())) + e.getSuppressed()[0].getMessage());
      }
    }
    return value("end");
  }

  @Async
  static Coroutine<?> inALoopWithBreak(Steps s) {
    int n = 0;
    for (int i = 0; i < 5; i++) {
      try (Res a = res(s, "r" + i)) {
        n += await(s.later(i));
        if (n > 2) {
          break;
        }
        await(s.later(1));
      }
    }
    return value(n);
  }

  @Async
  static Coroutine<?> resourceIsALambda(Steps s) throws Exception {
    String name = await(s.later("lambda"));
    try (AutoCloseable a = () -> s.log("close " + name)) {
      s.log("body " + await(s.later(1)));
    }
    return value(1);
  }

  @Async
  static Coroutine<?> checkedExceptionOfClose(Steps s) {
    try (AutoCloseable a =
        () -> {
          throw new java.io.IOException("close");
        }) {
      await(s.later(1));
    } catch (Exception e) {
      return value(e.getMessage() + await(s.later("!")));
    }
    return value("not here");
  }

  @Async
  static Coroutine<?> suppressedByHand(Steps s) {
    IllegalStateException first = null;
    for (int i = 0; i < 3; i++) {
      try {
        await(s.fail(new IllegalStateException("failure " + i)));
      } catch (IllegalStateException e) {
        if (first == null) {
          first = e;
        } else {
          first.addSuppressed(e);
        }
      }
    }
    throw first;
  }
}

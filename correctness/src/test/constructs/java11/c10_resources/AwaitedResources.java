package c10_resources;

import static dev.continuo.Continuo.*;

import dev.continuo.AsyncCloseable;
import dev.continuo.Awaitable;
import dev.continuo.Coroutine;
import dev.continuo.annotation.Async;
import dev.continuo.constructs.Steps;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.function.Supplier;

/** try-with-resources over AsyncCloseables: closes are awaited. */
public class AwaitedResources {

  static class Res implements AsyncCloseable {
    final Steps s;
    final String name;
    final RuntimeException onClose;

    Res(Steps s, String name, RuntimeException onClose) {
      this.s = s;
      this.name = name;
      this.onClose = onClose;
      s.log("open " + name);
    }

    @Async
    @Override
    public Coroutine<Void> closeAsync() {
      s.log("closing " + name);
      await(s.later(name));
      if (onClose != null) {
        throw onClose;
      }
      s.log("closed " + name);
      return done();
    }
  }

  private static Res res(Steps s, String name) {
    return new Res(s, name, null);
  }

  private static Res bad(Steps s, String name) {
    return new Res(s, name, new IllegalStateException("close of " + name));
  }

  @Async
  private static Coroutine<Res> opened(Steps s, String name) {
    await(s.later("opening"));
    return value(res(s, name));
  }

  private static String told(Throwable t) {
    List<String> suppressed = new ArrayList<>();
    for (Throwable x : t.getSuppressed()) {
      suppressed.add(told(x));
    }
    return t.getMessage() + suppressed;
  }

  @Async
  static Coroutine<?> oneResource(Steps s) {
    try (Res a = await(opened(s, "a"))) {
      s.log("in " + a.name + await(s.later("!")));
    }
    return value(await(s.later("end")));
  }

  @Async
  static Coroutine<?> noAwaitButTheClose(Steps s) {
    try (Res a = res(s, "a")) {
      s.log("in " + a.name);
    }
    return value("end");
  }

  @Async
  static Coroutine<?> manyResources(Steps s) {
    try (Res a = await(opened(s, "a"));
        Res b = res(s, a.name + "b");
        Res c = await(opened(s, b.name + "c"));
        Res d = res(s, "d")) {
      return value(c.name + await(s.later(d.name)));
    }
  }

  @Async
  static Coroutine<?> nullResource(Steps s) {
    try (Res a = await(s.<Res>later(null));
        Res b = res(s, "b")) {
      s.log("in " + (a == null) + b.name);
    }
    return value("end");
  }

  @Async
  static Coroutine<?> bodyThrows(Steps s) {
    try (Res a = res(s, "a");
        Res b = await(opened(s, "b"))) {
      await(s.fail(new IllegalArgumentException("body")));
      return value("not here");
    } catch (IllegalArgumentException e) {
      return value("caught " + told(e) + await(s.later("!")));
    } finally {
      s.log("finally " + await(s.later("f")));
    }
  }

  @Async
  static Coroutine<?> closeThrows(Steps s) {
    try (Res a = bad(s, "a")) {
      s.log("in");
    } catch (IllegalStateException e) {
      return value(told(e));
    }
    return value("not here");
  }

  @Async
  static Coroutine<?> bodyAndClosesThrow(Steps s) {
    try (Res a = bad(s, "a");
        Res b = bad(s, "b")) {
      await(s.fail(new IOException("body")), IOException.class);
      return value("not here");
    } catch (IOException e) {
      return value(told(e));
    }
  }

  @Async
  static Coroutine<?> inALoop(Steps s) {
    int n = 0;
    for (int i = 0; i < 4; i++) {
      try (Res a = res(s, "r" + i)) {
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
  static Coroutine<?> nested(Steps s) {
    try (Res a = res(s, "a")) {
      try (Res b = await(opened(s, "b"))) {
        try (Res c = bad(s, "c")) {
          s.log("in " + c.name + b.name);
        } catch (IllegalStateException e) {
          s.log(told(e));
        }
      }
      return value(await(s.later(a.name)));
    }
  }

  @Async
  static Coroutine<?> existingVariable(Steps s) {
    final Res a = await(opened(s, "a"));
    try (a) {
      s.log("in");
    }
    return value("end");
  }

  @Async
  static Coroutine<?> explicitClose(Steps s) {
    Res a = res(s, "a");
    try {
      s.log("in " + await(s.later("body")));
    } finally {
      a.close();
    }
    return value("end");
  }

  @Async
  static Coroutine<?> throwAnUnrelatedException(Steps s) {
    IllegalStateException last = new IllegalStateException("last");
    try {
      try (Res a = res(s, "a")) {
        s.log("in");
      }
      throw last;
    } catch (IllegalStateException e) {
      return value(told(e) + await(s.later("!")));
    }
  }

  @Async
  static Coroutine<?> failsWithWhatIsPending(Steps s) {
    IllegalStateException same = new IllegalStateException("same");
    try (Res a = new Res(s, "a", null)) {
      throw same;
    } catch (IllegalStateException e) {
      return value(told(e));
    }
  }

  @Async
  static Coroutine<?> inALambdaWithoutAwait(Steps s) {
    Supplier<Coroutine<String>> body =
        () -> {
          try (Res a = res(s, "lambda")) {
            s.log("in");
          }
          return value("lambda ends");
        };
    return value(await(body.get()));
  }

  @Async
  static Coroutine<?> mixedWithPlainResources(Steps s) throws Exception {
    AutoCloseable plain = () -> s.log("plain closed");
    try (AutoCloseable p = plain;
        Res a = res(s, "a");
        AutoCloseable q = () -> s.log("q closed")) {
      return value(Arrays.asList(await(s.later(1)), a.name).toString());
    }
  }

  @Async
  static Coroutine<?> subclassOfAResource(Steps s) {
    class Special extends Res {
      Special(Steps probe) {
        super(probe, "special", null);
      }
    }
    try (Special a = new Special(s)) {
      s.log(a.name);
    }
    return value("end");
  }

  @Async
  private static Coroutine<?> closedByAHandlerThatThrowsAnother(Steps s, Res r) {
    IllegalStateException wrapped = new IllegalStateException("wrapped");
    try {
      try {
        await(s.fail(new IllegalArgumentException("in")));
      } catch (Throwable t) {
        r.close();
        throw wrapped;
      }
      return value("not here");
    } finally {
      s.log(told(wrapped));
    }
  }

  @Async
  static Coroutine<?> handlerThrowsAnother(Steps s) {
    for (Res r : new Res[] {res(s, "a"), bad(s, "b")}) {
      try {
        await(closedByAHandlerThatThrowsAnother(s, r));
      } catch (IllegalStateException e) {
        s.log(told(e));
      }
    }
    return value("end");
  }

  /** Known only as an AutoCloseable: the close is awaited if it turns out to be one of ours. */
  private static AutoCloseable any(Steps s, String name) {
    return name.startsWith("plain") ? () -> s.log("close " + name) : res(s, name);
  }

  @Async
  static Coroutine<?> onlyKnownAsAutoCloseable(Steps s) throws Exception {
    for (String name : List.of("plain", "a")) {
      try (AutoCloseable c = any(s, name)) {
        s.log("in " + name);
      }
      try (AutoCloseable c = any(s, name);
          AutoCloseable none = null;
          AutoCloseable d = any(s, "plain d")) {
        await(s.fail(new IllegalArgumentException("in " + name)));
      } catch (IllegalArgumentException e) {
        s.log(told(e));
      }
    }
    return value("end");
  }

  @Async
  private static <C extends AutoCloseable> Coroutine<String> closing(Steps s, C resource)
      throws Exception {
    try (C c = resource) {
      return value("in " + await(s.later(1)));
    }
  }

  @Async
  static Coroutine<?> ofATypeVariable(Steps s) throws Exception {
    List<String> seen = new ArrayList<>();
    for (AutoCloseable c : List.of(any(s, "plain"), res(s, "a"), bad(s, "b"))) {
      try {
        seen.add(await(closing(s, c)));
      } catch (IllegalStateException e) {
        seen.add(told(e));
      }
    }
    return value(seen.toString());
  }

  interface Session extends AutoCloseable {
    @Override
    void close();
  }

  static class AwaitedSession extends Res implements Session {
    AwaitedSession(Steps s) {
      super(s, "session", null);
    }

    @Override
    public void close() {
      super.close();
    }
  }

  private static Session session(Steps s, boolean awaited) {
    return awaited ? new AwaitedSession(s) : () -> s.log("plain close");
  }

  @Async
  static Coroutine<?> interfacesOfTheUser(Steps s) {
    String got = "";
    for (boolean awaited : new boolean[] {true, false}) {
      try (Session one = session(s, awaited)) {
        got += await(s.later("in "));
      }
    }
    return value(got);
  }
}

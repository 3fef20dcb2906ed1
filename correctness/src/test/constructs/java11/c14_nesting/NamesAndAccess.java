package c14_nesting;

import static dev.continuo.Continuo.*;

import dev.continuo.Coroutine;
import dev.continuo.annotation.Async;
import dev.continuo.constructs.Steps;
import hidden.Api;
import java.util.function.BiFunction;
import java.util.function.Function;

/** Bridges in interfaces, names that clash with generated ones, types that cannot be named. */
public class NamesAndAccess {

  interface Maker<T> {
    @Async
    Coroutine<T> make(Steps s, T t);
  }

  /** javac puts the bridge, with the annotation, into this interface. */
  interface TextMaker extends Maker<String> {
    @Async
    @Override
    default Coroutine<String> make(Steps s, String t) {
      return value(t + await(s.later("made")));
    }
  }

  static class Impl implements TextMaker {}

  /** The names that the transformer would like to use. */
  static class Clash {
    static class run$async {
      static final String TEXT = "the user's class";
    }

    static String lambda$Clash$run$async(Steps s) {
      return "the user's method";
    }

    int state = 1;
    int spill0 = 2;
    int p0 = 3;

    @Async
    Coroutine<String> run(Steps s) {
      int self = await(s.later(4));
      int driver = await(s.later(5));
      int frame = state + spill0 + p0;
      await(s.later(6));
      return value(run$async.TEXT + lambda$Clash$run$async(s) + self + driver + frame);
    }
  }

  private String prefix = "p";

  @Async
  private Coroutine<String> prefixed(Steps s) {
    return value(prefix + await(s.later("x")));
  }

  @Async
  protected Coroutine<String> overridden(Steps s) {
    return value("base" + await(s.later(1)));
  }

  static class Derived extends NamesAndAccess {
    @Async
    @Override
    protected Coroutine<String> overridden(Steps s) {
      Function<Steps, Coroutine<String>> inherited = super::overridden;
      Function<Steps, Coroutine<String>> lambda = t -> value(await(super.overridden(t)) + "!");
      return value("derived" + await(inherited.apply(s)) + await(lambda.apply(s)));
    }
  }

  @Async
  static Coroutine<?> bridgeInAnInterface(Steps s) {
    Maker<String> maker = new Impl();
    return value(await(maker.make(s, "a")) + await(new TextMaker() {}.make(s, "b")));
  }

  @Async
  static Coroutine<?> clashingNames(Steps s) {
    return value(await(new Clash().run(s)));
  }

  @Async
  static Coroutine<?> typeOfAnotherPackageThatIsHidden(Steps s) {
    var hidden = Api.make();
    var many = Api.many(await(s.later(2)));
    await(s.later(1));
    return value(Api.take(hidden, await(s.later(3)), many) + Api.take(Api.make(), await(s.later(4)), Api.many(await(s.later(5)))));
  }

  @Async
  static Coroutine<?> boundAndSuperMethodReferences(Steps s) {
    NamesAndAccess n = new NamesAndAccess();
    Function<Steps, Coroutine<String>> bound = n::prefixed;
    BiFunction<NamesAndAccess, Steps, Coroutine<String>> unbound = NamesAndAccess::overridden;
    n.prefix = await(s.later("q"));
    return value(await(bound.apply(s)) + await(unbound.apply(new Derived(), s)));
  }

  @Async
  static Coroutine<?> constructorReferenceAcrossAnAwait(Steps s) {
    Function<String, StringBuilder> make = StringBuilder::new;
    int n = await(s.later(3));
    return value(make.apply(await(s.later("sb"))).append(n).toString());
  }

  @Async
  static Coroutine<?> labelledJumpsOutOfHandlers(Steps s) {
    String r = "";
    outer:
    for (int i = 0; i < 4; i++) {
      middle:
      do {
        try {
          for (int j = 0; j < 3; j++) {
            try {
              r += i + "" + j + await(s.later(" "));
              if (j == i) {
                await(s.fail(new IllegalStateException("x")));
              }
            } catch (IllegalStateException e) {
              if (i == 0) {
                continue outer;
              } else if (i == 1) {
                break middle;
              }
              throw new IllegalArgumentException(await(s.later("y")), e);
            } finally {
              r += await(s.later("f"));
            }
          }
        } catch (IllegalArgumentException e) {
          r += e.getMessage() + e.getCause().getMessage();
          if (i == 2) {
            continue middle;
          }
          break outer;
        }
        r += "end";
      } while (await(s.later(false)));
      r += "|";
    }
    return value(r);
  }

  @Async
  static Coroutine<?> staticNestedGenericBounds(Steps s) {
    return value(await(pick(s, "b", "a", new String[] {"d", "c"})));
  }

  @Async
  private static <T extends Comparable<? super T>, A extends T> Coroutine<T> pick(
      Steps s, T first, A second, A[] others) {
    T best = first;
    for (A other : others) {
      best = best.compareTo(await(s.later(other))) < 0 ? other : best;
    }
    T last = await(s.<T>later(second));
    return value(last.compareTo(best) > 0 ? last : best);
  }
}

package c13_calls;

import static dev.continuo.Continuo.*;

import dev.continuo.Coroutine;
import dev.continuo.annotation.Async;
import dev.continuo.constructs.Steps;

/** Bridges, overriding, super calls, default, static and private interface methods. */
public class Overrides {

  interface Source<T> {
    @Async
    Coroutine<T> next(Steps s);

    @Async
    default Coroutine<T> second(Steps s) {
      s.log("skip " + await(next(s)));
      return value(await(next(s)));
    }

    @Async
    default Coroutine<String> described(Steps s) {
      return value("Source:" + await(text(s)) + await(number(s)));
    }

    @Async
    private Coroutine<String> text(Steps s) {
      return value(await(s.later("private ")) + await(next(s)));
    }

    @Async
    static Coroutine<Integer> number(Steps s) {
      return value(await(s.later(5)));
    }
  }

  /** javac copies the annotation to the bridge {@code Coroutine next(Steps)}. */
  static class Numbers implements Source<Integer> {
    int n;

    @Async
    @Override
    public Coroutine<Integer> next(Steps s) {
      n += await(s.later(1));
      return value(n);
    }
  }

  static class Tens extends Numbers {
    @Async
    @Override
    public Coroutine<Integer> next(Steps s) {
      int base = await(super.next(s));
      await(s.later(1));
      return value(base * 10 + await(super.next(s)));
    }

    @Async
    @Override
    public Coroutine<String> described(Steps s) {
      return value("Tens/" + await(super.described(s)));
    }
  }

  static class FromInterface implements Source<String> {
    @Override
    public Coroutine<String> next(Steps s) {
      return value("not async");
    }

    @Async
    @Override
    public Coroutine<String> second(Steps s) {
      return value("mine, " + await(Source.super.second(s)) + await(s.later("!")));
    }
  }

  abstract static class Template<A extends Comparable<A>, R> {
    @Async
    abstract Coroutine<R> step(Steps s, A a);

    @Async
    final Coroutine<R> twice(Steps s, A a) {
      s.log(await(step(s, a)));
      return step(s, a);
    }
  }

  /** Covariant return type and generic parameter: two bridges. */
  static class Concrete extends Template<String, CharSequence> {
    @Async
    @Override
    Coroutine<CharSequence> step(Steps s, String a) {
      return value(a + await(s.later("+")));
    }
  }

  @Async
  static Coroutine<?> throughTheBridge(Steps s) {
    Source<Integer> source = new Numbers();
    return value(await(source.next(s)) + await(source.second(s)));
  }

  @Async
  static Coroutine<?> superCallFromAnOverride(Steps s) {
    Numbers numbers = new Tens();
    return value(await(numbers.next(s)) + await(numbers.next(s)));
  }

  @Async
  static Coroutine<?> superCallOfADefaultMethod(Steps s) {
    return value(await(new FromInterface().second(s)) + await(new Tens().described(s)));
  }

  @Async
  static Coroutine<?> genericTemplate(Steps s) {
    Template<String, CharSequence> t = new Concrete();
    return value(await(t.twice(s, await(s.later("a")))));
  }

  @Async
  static Coroutine<?> overrideThatIsNotAsync(Steps s) {
    Source<String> source = new FromInterface();
    return value(await(source.next(s)) + await(source.described(s)));
  }

  @Async
  static Coroutine<?> privateMethodsOfSameNameInSubclass(Steps s) {
    return value(await(new Child().both(s)));
  }

  static class Parent {
    @Async
    private Coroutine<String> name(Steps s) {
      return value("parent" + await(s.later(1)));
    }

    @Async
    Coroutine<String> parentName(Steps s) {
      return value(await(name(s)));
    }
  }

  static class Child extends Parent {
    @Async
    private Coroutine<String> name(Steps s) {
      return value("child" + await(s.later(2)));
    }

    @Async
    Coroutine<String> both(Steps s) {
      return value(await(name(s)) + await(parentName(s)) + await(super.parentName(s)));
    }
  }

  @Async
  static Coroutine<?> overriddenWhileSuspended(Steps s) {
    // The body of the parent's method must not be replaced by one of the child's of that name.
    return value(await(new Lower().run(s)));
  }

  static class Upper {
    @Async
    Coroutine<String> run(Steps s) {
      String r = "upper";
      r += await(s.later(1));
      r += await(hook(s));
      return value(r);
    }

    @Async
    Coroutine<String> hook(Steps s) {
      return value("hook" + await(s.later(1)));
    }
  }

  static class Lower extends Upper {
    @Async
    @Override
    Coroutine<String> run(Steps s) {
      return value("lower " + await(s.later(2)) + await(super.run(s)));
    }

    @Async
    @Override
    Coroutine<String> hook(Steps s) {
      return value("[" + await(super.hook(s)) + "]");
    }
  }
}

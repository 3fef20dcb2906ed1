package c14_nesting;

import static dev.continuo.Continuo.*;

import dev.continuo.Coroutine;
import dev.continuo.annotation.Async;
import dev.continuo.constructs.Steps;

/** Coroutines of nested, inner, local, anonymous, enum and interface types. */
public class NestedTypes {

  private final String secret;
  private static int created;

  NestedTypes(String secret) {
    this.secret = secret;
  }

  private static String hidden(String t) {
    return "<" + t + ">";
  }

  static class Nested {
    @Async
    private Coroutine<String> run(Steps s, NestedTypes outer) {
      // Nestmate access, before and after an await.
      String r = hidden(outer.secret);
      r += await(s.later(1));
      created++;
      return value(r + hidden(outer.secret) + await(outer.privateMethod(s)));
    }
  }

  class Inner {
    final int n;

    Inner(int n) {
      this.n = n;
    }

    @Async
    Coroutine<String> run(Steps s) {
      int m = n + await(s.later(1));
      class Local {
        @Async
        Coroutine<String> run() {
          return value(secret + n + m + await(s.later("local")));
        }
      }
      return value(await(new Local().run()) + NestedTypes.this.secret);
    }

    class Innermost {
      @Async
      Coroutine<String> run(Steps s) {
        await(s.later(1));
        return value(secret + n + await(Inner.this.run(s)));
      }
    }
  }

  enum Planet {
    EARTH {
      @Async
      @Override
      Coroutine<String> describe(Steps s) {
        return value("home " + await(s.later(name())));
      }
    },
    MARS;

    @Async
    Coroutine<String> describe(Steps s) {
      await(s.later(1));
      return value(name() + ordinal());
    }

    @Async
    static Coroutine<String> all(Steps s) {
      String r = "";
      for (Planet p : values()) {
        r += await(p.describe(s)) + ";";
      }
      return value(r);
    }
  }

  interface Greeter {
    String name();

    @Async
    default Coroutine<String> greet(Steps s) {
      String before = name();
      await(s.later(1));
      return value("hello " + before + name());
    }
  }

  @Async
  private Coroutine<String> privateMethod(Steps s) {
    return value(await(s.later(secret)));
  }

  @Async
  static Coroutine<?> nestmate(Steps s) {
    return value(await(new Nested().run(s, new NestedTypes("s"))));
  }

  @Async
  static Coroutine<?> innerLocalAndInnermost(Steps s) {
    NestedTypes outer = new NestedTypes("o");
    Inner inner = outer.new Inner(await(s.later(3)));
    return value(await(inner.run(s)) + " " + await(inner.new Innermost().run(s)));
  }

  @Async
  static Coroutine<?> enumWithConstantBody(Steps s) {
    return value(await(Planet.all(s)) + await(Planet.EARTH.describe(s)));
  }

  @Async
  static Coroutine<?> anonymousClass(Steps s) {
    String captured = await(s.later("captured"));
    Greeter g =
        new Greeter() {
          private int calls;

          @Override
          public String name() {
            return captured + calls++;
          }

          @Async
          @Override
          public Coroutine<String> greet(Steps s2) {
            String base = await(Greeter.super.greet(s2));
            calls += await(s2.later(10));
            return value(base + name());
          }
        };
    return value(await(g.greet(s)));
  }

  @Async
  static Coroutine<?> defaultMethodOfALambda(Steps s) {
    Greeter g = () -> "lambda";
    return value(await(g.greet(s)));
  }

  @Async
  static Coroutine<?> localClassWithStateAndRecursion(Steps s) {
    class Tree {
      final Tree left;
      final Tree right;
      final int n;

      Tree(Tree left, int n, Tree right) {
        this.left = left;
        this.n = n;
        this.right = right;
      }

      @Async
      Coroutine<Integer> sum() {
        int r = n + await(s.later(0));
        if (left != null) {
          r += await(left.sum());
        }
        return value(right == null ? r : r + await(right.sum()));
      }
    }
    Tree tree = new Tree(new Tree(null, 1, null), 2, new Tree(new Tree(null, 3, null), 4, null));
    return value(await(tree.sum()));
  }

  @Async
  static Coroutine<?> anonymousInsideALambdaInsideAnAnonymous(Steps s) {
    Greeter outer =
        new Greeter() {
          @Override
          public String name() {
            return "outer";
          }

          @Async
          @Override
          public Coroutine<String> greet(Steps s2) {
            Lambdas.Step<String, String> step =
                t -> {
                  Greeter inner =
                      new Greeter() {
                        @Override
                        public String name() {
                          return t + "-inner-";
                        }
                      };
                  return value(await(inner.greet(s2)) + name());
                };
            return value(await(step.apply(await(s2.later("x")))));
          }
        };
    return value(await(outer.greet(s)));
  }

  private static final class Generic<T extends Comparable<T>> {
    private final T t;

    private Generic(T t) {
      this.t = t;
    }

    @Async
    private <U extends T> Coroutine<T> max(Steps s, U u) {
      T other = await(s.later(u));
      await(s.later(1));
      return value(t.compareTo(other) >= 0 ? t : other);
    }
  }

  @Async
  static Coroutine<?> genericClassAndMethod(Steps s) {
    return value(await(new Generic<>("b").max(s, "c")) + await(new Generic<>(4).max(s, 3)));
  }

  @Async
  static Coroutine<?> namesWithDollarsAndUnicode(Steps s) {
    return value(await($odd$name(s)) + await(größe(s)) + await(resume(s)));
  }

  @Async
  private static Coroutine<Integer> $odd$name(Steps s) {
    return value(await(s.later(1)));
  }

  @Async
  private static Coroutine<Integer> größe(Steps s) {
    return value(await(s.later(2)));
  }

  @Async
  private static Coroutine<Integer> resume(Steps s) {
    return value(await(s.later(3)));
  }
}

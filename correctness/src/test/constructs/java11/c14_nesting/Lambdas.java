package c14_nesting;

import static dev.continuo.Continuo.*;

import dev.continuo.Coroutine;
import dev.continuo.annotation.Async;
import dev.continuo.constructs.Steps;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.ObjectInputStream;
import java.io.ObjectOutputStream;
import java.io.ObjectStreamClass;
import java.io.Serializable;
import java.util.function.BiFunction;
import java.util.function.Function;
import java.util.function.Supplier;

/** Lambdas that return a coroutine are transformed; their captures are arguments of the body. */
public class Lambdas {

  interface Call<T> {
    Coroutine<T> call() throws Exception;
  }

  interface Step<A, R> {
    Coroutine<R> apply(A a);

    default <V> Step<A, V> then(Step<? super R, V> next) {
      return a -> value(await(next.apply(await(apply(a)))));
    }
  }

  interface WideStep {
    Coroutine<String> apply(long a, int b, double c, byte d);
  }

  interface RemoteCall<T> extends Call<T>, Serializable {}

  private int field = 5;

  @Async
  private static <T> Coroutine<T> invoke(Steps s, Call<T> call) throws Exception {
    s.log("before");
    T t = await(call.call());
    s.log("after");
    return value(t);
  }

  @Async
  static Coroutine<?> expressionLambda(Steps s) throws Exception {
    return value(await(invoke(s, () -> value(await(s.later(1)) + await(s.later(2))))));
  }

  @Async
  static Coroutine<?> blockLambdaWithALoop(Steps s) throws Exception {
    return value(
        await(
            invoke(
                s,
                () -> {
                  int sum = 0;
                  for (int i = 0; i < 3; i++) {
                    sum += await(s.later(i));
                  }
                  return value(sum);
                })));
  }

  @Async
  static Coroutine<?> capturesOfEveryKind(Steps s) throws Exception {
    int i = await(s.later(1));
    long l = await(s.later(2L));
    double d = 3;
    byte b = 4;
    String t = await(s.later("t"));
    int[] a = {6};
    return value(
        await(
            invoke(
                s,
                () -> {
                  a[0] += await(s.later(1));
                  return value(i + l + d + b + t + a[0]);
                })));
  }

  @Async
  static Coroutine<?> parametersOfEveryKind(Steps s) {
    int i = 9;
    WideStep step =
        (a, b, c, d) -> {
          a += await(s.later(1));
          return value(a + " " + b + " " + c + " " + d + " " + i);
        };
    return value(await(step.apply(1L << 40, 2, 3.5, (byte) 4)));
  }

  @Async
  static Coroutine<?> capturesThis(Steps s) throws Exception {
    return value(await(new Lambdas().useThis(s)));
  }

  @Async
  private Coroutine<Integer> useThis(Steps s) throws Exception {
    return invoke(
        s,
        () -> {
          field += await(s.later(1));
          int n = await(invoke(s, () -> value(field * await(s.later(10)))));
          return value(n + this.field);
        });
  }

  @Async
  static Coroutine<?> nestedLambdas(Steps s) {
    Step<Integer, Step<Integer, Integer>> curried =
        a -> {
          int x = await(s.later(a));
          return value(
              b -> {
                int y = await(s.later(b));
                return value(x * 10 + y);
              });
        };
    return value(await(await(curried.apply(4)).apply(2)));
  }

  @Async
  static Coroutine<?> lambdaThatRunsTwice(Steps s) {
    Step<Integer, Integer> twice = a -> value(await(s.later(a)) * 2);
    return value(await(twice.apply(await(twice.apply(5)))));
  }

  @Async
  static Coroutine<?> defaultMethodWithLambda(Steps s) {
    Step<String, Integer> length = t -> value(await(s.later(t)).length());
    return value(await(length.then(n -> value("n=" + await(s.later(n)))).apply("abc")));
  }

  @Async
  static Coroutine<?> genericFunctionalInterface(Steps s) {
    Function<Integer, Coroutine<Integer>> f = n -> value(await(s.later(n)) + 1);
    BiFunction<Integer, Integer, Coroutine<Integer>> g =
        (a, b) -> value(await(s.later(a)) * await(s.later(b)));
    Supplier<Coroutine<String>> h = () -> value(await(s.later("h")));
    return value(await(f.apply(1)) + await(g.apply(3, 4)) + await(h.get()));
  }

  @Async
  static Coroutine<?> lambdaThatFails(Steps s) {
    Call<Integer> call =
        () -> {
          await(s.later(1));
          throw new IOException("from the lambda");
        };
    try {
      return value(await(invoke(s, call), Exception.class));
    } catch (Exception e) {
      return value(e.getMessage());
    }
  }

  @Async
  static Coroutine<?> lambdaThatFailsAtOnce(Steps s) {
    Call<Integer> call =
        () -> {
          if (s.watched().isEmpty()) {
            throw new IOException("at once");
          }
          return value(await(s.later(1)));
        };
    try {
      return value(await(call.call()));
    } catch (Exception e) {
      return value(e.getMessage());
    }
  }

  @Async
  static Coroutine<?> lambdaWithTryFinally(Steps s) throws Exception {
    return value(
        await(
            invoke(
                s,
                () -> {
                  try {
                    return value(await(s.<Integer>fail(new IllegalStateException("x"))));
                  } catch (IllegalStateException e) {
                    return value(await(s.later(3)));
                  } finally {
                    s.log("finally " + await(s.later(1)));
                  }
                })));
  }

  @Async
  static Coroutine<?> lambdaThatTailReturns(Steps s) throws Exception {
    return value(await(invoke(s, () -> twoAwaits(s))) + await(invoke(s, () -> value(7))));
  }

  @Async
  private static Coroutine<Integer> twoAwaits(Steps s) {
    return value(await(s.later(1)) + await(s.later(2)));
  }

  @Async
  static Coroutine<?> lambdaInAField(Steps s) throws Exception {
    return value(await(FIELD.apply(s)) + await(new Lambdas().instance.apply(s)));
  }

  private static final Step<Steps, Integer> FIELD = s -> value(await(s.later(11)));
  private final Step<Steps, Integer> instance = s -> value(await(s.later(22)) + this.field);

  @Async
  static Coroutine<?> methodReferences(Steps s) throws Exception {
    Step<Steps, Integer> toStatic = Lambdas::twoAwaits;
    Step<Steps, Integer> bound = new Lambdas()::useThis2;
    BiFunction<Lambdas, Steps, Coroutine<Integer>> unbound = Lambdas::useThis2;
    return value(
        await(toStatic.apply(s)) + await(bound.apply(s)) + await(unbound.apply(new Lambdas(), s)));
  }

  @Async
  private Coroutine<Integer> useThis2(Steps s) {
    return value(field + await(s.later(1)));
  }

  @Async
  static Coroutine<?> lambdaWithoutAwaitInsideALambdaWithAwait(Steps s) throws Exception {
    return value(
        await(
            invoke(
                s,
                () -> {
                  int n = await(s.later(3));
                  Supplier<Integer> plain = () -> n * 2;
                  await(s.later(1));
                  return value(plain.get());
                })));
  }

  private static final boolean NEVER = false;

  /** javac writes the lambda's code into the class file, but nothing that uses it. */
  @Async
  static Coroutine<?> lambdaWhereAConstantIsFalse(Steps s) throws Exception {
    int n = await(s.later(3));
    if (NEVER) {
      n += await(invoke(s, () -> value(await(s.later(1)) + await(invoke(s, () -> value(2))))));
    }
    return value(n);
  }

  @Async
  static Coroutine<?> serialisableLambda(Steps s) throws Exception {
    int n = await(s.later(30));
    RemoteCall<String> call = () -> value("remote " + (n + await(value(12))));
    RemoteCall<String> copy = copy(call);
    return value(await(call.call()) + await(copy.call()));
  }

  @SuppressWarnings("unchecked")
  private static <T> T copy(T object) throws IOException, ClassNotFoundException {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    try (ObjectOutputStream out = new ObjectOutputStream(bytes)) {
      out.writeObject(object);
    }
    try (ObjectInputStream in = new OwnLoader(new ByteArrayInputStream(bytes.toByteArray()))) {
      return (T) in.readObject();
    }
  }

  private static final class OwnLoader extends ObjectInputStream {
    OwnLoader(InputStream in) throws IOException {
      super(in);
    }

    @Override
    protected Class<?> resolveClass(ObjectStreamClass c) throws ClassNotFoundException {
      return Class.forName(c.getName(), false, Lambdas.class.getClassLoader());
    }
  }
}

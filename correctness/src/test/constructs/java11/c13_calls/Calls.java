package c13_calls;

import static dev.continuo.Continuo.*;

import dev.continuo.Coroutine;
import dev.continuo.annotation.Async;
import dev.continuo.constructs.Steps;
import java.util.ArrayList;
import java.util.List;

/** Recursion, mutual recursion, varargs, generics, direct and indirect calls between coroutines. */
public class Calls {

  @Async
  static Coroutine<?> recursion(Steps s) {
    return value(await(fib(s, 9)));
  }

  @Async
  static Coroutine<Integer> fib(Steps s, int n) {
    if (n < 2) {
      return value(n == 1 ? await(s.later(1)) : 0);
    }
    return value(await(fib(s, n - 1)) + await(fib(s, n - 2)));
  }

  @Async
  static Coroutine<?> mutualRecursion(Steps s) {
    return value(await(even(s, 20)) + " " + await(even(s, 7)));
  }

  @Async
  private static Coroutine<Boolean> even(Steps s, int n) {
    return n == 0 ? value(true) : value(await(odd(s, n - 1)));
  }

  @Async
  static Coroutine<Boolean> odd(Steps s, int n) {
    if (n == 0) {
      return value(false);
    }
    await(s.later(n));
    return value(await(even(s, n - 1)));
  }

  @Async
  static Coroutine<?> deepChain(Steps s) {
    return value(await(deep(s, 1_000)));
  }

  @Async
  private static Coroutine<Integer> deep(Steps s, int n) {
    return value(n == 0 ? await(s.later(0)) : 1 + await(deep(s, n - 1)));
  }

  @Async
  static Coroutine<?> deepChainThatFails(Steps s) {
    int caught = 0;
    try {
      await(deepFailing(s, 900));
    } catch (IllegalStateException e) {
      caught = await(s.later(1));
    }
    return value(caught);
  }

  @Async
  private Coroutine<Integer> instanceDeep(Steps s, int n) {
    return value(n == 0 ? 0 : 1 + await(this.instanceDeep(s, n - 1)));
  }

  @Async
  static Coroutine<?> deepChainOfInstanceCalls(Steps s) {
    return value(await(new Calls().instanceDeep(s, 1_000)) + await(s.later(1)));
  }

  @Async
  private static Coroutine<Integer> deepFailing(Steps s, int n) {
    if (n == 0) {
      await(s.fail(new IllegalStateException("bottom")));
    }
    int r = await(deepFailing(s, n - 1));
    return value(r + 1);
  }

  @Async
  static Coroutine<?> tailRecursion(Steps s) {
    return value(await(tail(s, 1_000, 0)));
  }

  @Async
  private static Coroutine<Integer> tail(Steps s, int n, int sum) {
    if (n == 0) {
      return value(sum + await(s.later(1)));
    }
    return tail(s, n - 1, sum + n);
  }

  @Async
  static Coroutine<?> varargs(Steps s) {
    return value(
        await(sum(s))
            + await(sum(s, 1))
            + await(sum(s, await(s.later(2)), 3, await(s.later(4))))
            + await(sum(s, new int[] {await(s.later(5)), 6})));
  }

  @Async
  private static Coroutine<Integer> sum(Steps s, int... numbers) {
    int r = numbers.length * 100;
    for (int n : numbers) {
      r += await(s.later(n));
    }
    return value(r);
  }

  @Async
  static Coroutine<?> genericVarargs(Steps s) {
    List<String> list = await(listOf(s, "a", await(s.later("b"))));
    list.add(await(s.later("c")));
    return value(list);
  }

  @Async
  @SafeVarargs
  static <T> Coroutine<List<T>> listOf(Steps s, T... elements) {
    List<T> list = new ArrayList<>();
    for (T t : elements) {
      list.add(await(s.later(t)));
    }
    return value(list);
  }

  @Async
  static Coroutine<?> overloads(Steps s) {
    return value(
        await(over(s, 1)) + await(over(s, 1L)) + await(over(s, "x")) + await(over(s, (Object) "y")));
  }

  @Async
  private static Coroutine<String> over(Steps s, int n) {
    return value("int" + await(s.later(n)));
  }

  @Async
  private static Coroutine<String> over(Steps s, long n) {
    return value("long" + await(s.later(n)));
  }

  @Async
  private static Coroutine<String> over(Steps s, String n) {
    return value("String" + await(s.later(n)));
  }

  @Async
  private static Coroutine<String> over(Steps s, Object n) {
    return value("Object" + await(s.later(n)));
  }

  @Async
  static Coroutine<?> namesThatDifferInCase(Steps s) {
    return value(await(getUrl(s)) + await(getURL(s)));
  }

  @Async
  static Coroutine<String> getUrl(Steps s) {
    return value("Url" + await(s.later(1)));
  }

  @Async
  static Coroutine<String> getURL(Steps s) {
    return value("URL" + await(s.later(2)));
  }

  @Async
  static Coroutine<?> valueOfAnAwaitedCallInAnExpression(Steps s) {
    return value(1 + await(over(s, 1)).length() * await(sum(s, 1, 2)) - await(fib(s, 3)));
  }

  @Async
  static Coroutine<?> coroutineStoredAndAwaitedLater(Steps s) {
    Coroutine<String> a = over(s, 1);
    Coroutine<String> b = over(s, "b");
    String r = await(b);
    await(s.later(1));
    return value(r + await(a));
  }

  @Async
  static Coroutine<?> coroutinesInAnArray(Steps s) {
    List<Coroutine<Integer>> all = new ArrayList<>();
    for (int i = 0; i < 4; i++) {
      all.add(fib(s, i));
    }
    int sum = 0;
    for (Coroutine<Integer> c : all) {
      sum = sum * 10 + await(c);
    }
    return value(sum);
  }

  @Async
  static Coroutine<?> coroutinePassedAsArgument(Steps s) {
    return value(await(twice(s, fib(s, 4))));
  }

  @Async
  private static Coroutine<Integer> twice(Steps s, Coroutine<Integer> c) {
    int n = await(c);
    return value(n + await(s.later(n)));
  }

  @Async
  static Coroutine<?> resultIsACoroutine(Steps s) {
    Coroutine<Integer> inner = await(makes(s));
    return value(await(inner));
  }

  @Async
  private static Coroutine<Coroutine<Integer>> makes(Steps s) {
    await(s.later(1));
    return value(fib(s, 2));
  }

  @Async
  static Coroutine<?> methodWithoutAwait(Steps s) {
    return value(await(constant()) + await(constant()));
  }

  @Async
  private static Coroutine<Integer> constant() {
    return value(21);
  }

  @Async
  static Coroutine<?> fiveCallsInOneExpression(Steps s) {
    return value(
        await(fib(s, 1)) + await(fib(s, 2)) * await(fib(s, 3)) - await(fib(s, 4)) / await(fib(s, 2)));
  }
}

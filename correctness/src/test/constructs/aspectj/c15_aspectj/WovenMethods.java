package c15_aspectj;

import static dev.continuo.Continuo.*;

import dev.continuo.Coroutine;
import dev.continuo.annotation.Async;
import dev.continuo.constructs.Steps;
import java.io.IOException;

/** What AspectJ's weaver makes of the body of a coroutine. */
public class WovenMethods {

  private final int base;

  WovenMethods(int base) {
    this.base = base;
  }

  @Async
  static Coroutine<?> beforeAndAfter(Steps s) {
    int a = await(s.later(1));
    try {
      return value(a + await(s.later(2)));
    } finally {
      s.log("finally " + await(s.later(3)));
    }
  }

  @Async
  static Coroutine<?> failing(Steps s) throws IOException {
    if (await(s.later(true))) {
      throw new IOException("failed " + await(s.later(1)));
    }
    return value("not here");
  }

  @Async
  static Coroutine<?> around(Steps s) {
    int sum = 0;
    for (int i = 0; i < 3; i++) {
      sum += await(s.later(i));
    }
    return value(sum);
  }

  @Async
  static Coroutine<?> calls(Steps s) {
    int sum = await(aroundTwice(s, 1));
    return value(sum + await(new WovenMethods(7).aroundInstance(s, await(s.later(2L)))));
  }

  @Async
  static Coroutine<Integer> aroundTwice(Steps s, int n) {
    return value(n + await(s.later(10)));
  }

  @Async
  Coroutine<Integer> aroundInstance(Steps s, long n) {
    int m = await(s.later(100));
    return value(base + (int) n + m);
  }

  @Async
  static Coroutine<?> adviceOnCalls(Steps s) {
    return value(advised(await(s.later(1)), await(s.later("x"))));
  }

  private static String advised(int n, String text) {
    return text + n;
  }
}

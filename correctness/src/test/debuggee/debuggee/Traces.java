package debuggee;

import static debuggee.Later.later;
import static debuggee.Later.use;
import static dev.continuo.Continuo.await;
import static dev.continuo.Continuo.done;
import static dev.continuo.Continuo.each;
import static dev.continuo.Continuo.emit;
import static dev.continuo.Continuo.value;

import dev.continuo.AsyncGenerator;
import dev.continuo.Coroutine;
import dev.continuo.annotation.Async;
import java.io.StringReader;
import java.util.List;

/**
 * Each method throws an ArithmeticException at the line marked //! after a resume, some on the very
 * line of an await.
 */
class Traces {

  @Async
  static Coroutine<?> nextLine() {
    int zero = await(later(0));
    return value(1 / zero); //!
  }

  @Async
  static Coroutine<?> sameLine() {
    use();
    return value(1 / await(later(0))); //!
  }

  @Async
  static Coroutine<?> laterOperandOfALongExpression() {
    int sum =
        await(later(1))
            + await(later(2))
            + 1 / await(later(0)); //!
    return value(sum);
  }

  @Async
  static Coroutine<?> forLoop() {
    int sum = 0;
    for (int i = 2; i >= 0; i--) {
      sum += 1 / await(later(i)); //!
      use(sum);
    }
    return value(sum);
  }

  @Async
  static Coroutine<?> behindAnAwaitInALoop() {
    int sum = 0;
    for (int i = 2; i >= 0; i--) {
      int r = await(later(i));
      sum += 1 / r; //!
    }
    return value(sum);
  }

  @Async
  static Coroutine<?> loopCondition() {
    int i = 2;
    while (1 / await(later(i)) >= 0) { //!
      i--;
    }
    return value(i);
  }

  @Async
  static Coroutine<?> outerOfNestedLoops() {
    int sum = 0;
    for (int i = 2; i >= 0; i--) {
      for (int k = 0; k < 2; k++) {
        sum += await(later(k));
      }
      sum += 1 / await(later(i)); //!
    }
    return value(sum);
  }

  @Async
  static Coroutine<?> innerOfNestedLoops() {
    int sum = 0;
    for (int i = 2; i >= 0; i--) {
      await(later(i));
      for (int k = 0; k < 2; k++) {
        use();
        sum += 1 / await(later(i)); //!
      }
    }
    return value(sum);
  }

  @Async
  static Coroutine<?> forEach() {
    int sum = 0;
    for (int x : List.of(2, 1, 0)) {
      sum += 1 / await(later(x)); //!
    }
    return value(sum);
  }

  @Async
  static Coroutine<?> tryBlock() {
    try {
      return value(1 / await(later(0))); //!
    } finally {
      await(later(1));
    }
  }

  @Async
  static Coroutine<?> catchBlock() {
    try {
      throw new IllegalStateException();
    } catch (IllegalStateException e) {
      use(e);
      return value(1 / await(later(0))); //!
    }
  }

  @Async
  static Coroutine<?> finallyBlock() {
    int zero = 1;
    try {
      zero = await(later(0));
    } finally {
      use();
      zero = 1 / await(later(zero)); //!
    }
    return value(zero);
  }

  @Async
  static Coroutine<?> loopInTry() {
    int sum = 0;
    for (int i = 2; i >= 0; i--) {
      try {
        sum += 1 / await(later(i)); //!
      } catch (IllegalStateException e) {
        await(later(1));
      }
    }
    return value(sum);
  }

  @Async
  static Coroutine<?> resources() {
    try (StringReader reader = new StringReader("")) {
      use(reader);
      return value(1 / await(later(0))); //!
    }
  }

  @Async
  static Coroutine<?> switchExpression() {
    int k = await(later(1));
    return value(
        switch (k) {
          case 1 ->
              1 / await(later(0)); //!
          default -> 0;
        });
  }

  @Async
  static Coroutine<?> constructorCall() {
    return value(
        new StringBuilder(
            1 / await(later(0)))); //!
  }

  @Async
  static Coroutine<?> compoundAssignment() {
    int[] a = {1};
    a[0] += 1;
    a[0] /= await(later(0)); //!
    return value(a);
  }

  interface Call {
    Coroutine<?> make();
  }

  @Async
  static Coroutine<?> lambda() {
    Call call =
        () -> {
          use();
          return value(1 / await(later(0))); //!
        };
    return value(await(call.make()));
  }

  @Async
  static Coroutine<?> callee() {
    return value(await(divide(await(later(0)))));
  }

  @Async
  private static Coroutine<Integer> divide(int zero) {
    await(later(1));
    return value(1 / zero); //!
  }

  @Async
  static AsyncGenerator<Integer> numbers() {
    for (int i = 2; i >= 0; i--) {
      emit(1 / await(later(i))); //!
    }
    return done();
  }

  @Async
  static Coroutine<?> generator() {
    int sum = 0;
    for (int x : each(numbers())) {
      sum += x;
    }
    return value(sum);
  }

  @Async
  static Coroutine<?> loopOverAGenerator() {
    int sum = 0;
    for (int x : each(downwards())) {
      sum += 1 / x; //!
    }
    return value(sum);
  }

  @Async
  static AsyncGenerator<Integer> downwards() {
    for (int i = 2; i >= 0; i--) {
      emit(await(later(i)));
    }
    return done();
  }
}

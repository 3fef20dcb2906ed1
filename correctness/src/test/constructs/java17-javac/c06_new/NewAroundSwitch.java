package c06_new;

import static dev.continuo.Continuo.*;

import dev.continuo.Coroutine;
import dev.continuo.annotation.Async;
import dev.continuo.constructs.Steps;

/**
 * {@code new} around a switch expression with a try or a loop in it: the uninitialised reference
 * sits in locals, or on the stack at a loop header. Eclipse's compiler emits class files for these
 * that the JVM refuses, so javac alone compiles this folder.
 */
public class NewAroundSwitch {

  record Pair(Object a, Object b) {}

  @Async
  static Coroutine<?> tryInsideTheSwitch(Steps s) {
    // javac moves the uninitialised Pair into locals so that the stack is empty at the try.
    String r = "";
    for (int k = 0; k < 3; k++) {
      r +=
          new Pair(
              await(s.later("first")),
              switch (k) {
                case 0 -> {
                  try {
                    yield await(s.later("zero"));
                  } finally {
                    s.log("finally " + await(s.later(0)));
                  }
                }
                case 1 -> {
                  try {
                    await(s.fail(new IllegalStateException("one")));
                    yield "not here";
                  } catch (IllegalStateException e) {
                    yield e.getMessage() + await(s.later("!"));
                  }
                }
                default -> 2;
              });
    }
    return value(r);
  }

  @Async
  static Coroutine<?> failureInsideTheSwitch(Steps s) {
    try {
      return value(
          new Pair(
              1,
              switch (await(s.later(1))) {
                case 1 -> {
                  try {
                    yield await(s.fail(new IllegalStateException("out")));
                  } finally {
                    s.log(await(s.later("finally")));
                  }
                }
                default -> 2;
              }));
    } catch (IllegalStateException e) {
      return value(new Pair(e.getMessage(), await(s.later(3))));
    }
  }

  @Async
  static Coroutine<?> loopInsideTheSwitch(Steps s) {
    // The new crosses a loop header.
    return value(
        new Pair(
            "sum",
            switch (await(s.later(1))) {
              case 1 -> {
                int sum = 0;
                for (int i = 0; i < 4; i++) {
                  sum += await(s.later(i));
                }
                yield sum;
              }
              default -> 0;
            }));
  }

  @Async
  static Coroutine<?> loopWithTryInsideTheSwitch(Steps s) {
    return value(
        new Pair(
            new Pair(0, await(s.later(1))),
            switch (await(s.later(1))) {
              case 1 -> {
                String r = "";
                for (int i = 0; i < 3; i++) {
                  try {
                    r += await(s.later(i));
                    if (i == 1) {
                      await(s.fail(new IllegalStateException("x")));
                    }
                  } catch (IllegalStateException e) {
                    r += await(s.later(e.getMessage()));
                  }
                }
                yield r;
              }
              default -> 0;
            }));
  }

  @Async
  static Coroutine<?> twoNewsAndTwoSwitches(Steps s) {
    int k = await(s.later(1));
    return value(
        new Pair(
            switch (k) {
              case 1 ->
                  new Pair(
                      await(s.later("a")),
                      switch (k + 1) {
                        case 2 -> {
                          try {
                            yield new Pair("deep", await(s.later("b")));
                          } finally {
                            await(s.later(1));
                          }
                        }
                        default -> 0;
                      });
              default -> 1;
            },
            await(s.later("c"))));
  }

  @Async
  static Coroutine<?> newOfTheSameClassInALoopInTheArguments(Steps s) {
    return value(
        new Pair(
            switch (await(s.later(0))) {
              default -> {
                Pair p = null;
                for (int i = 0; i < 3; i++) {
                  p = new Pair(p, await(s.later(i)));
                }
                yield p;
              }
            },
            new Pair(1, await(s.later(2)))));
  }

  @Async
  static Coroutine<?> continueOutIsNotPossibleButReturnInLambdaIs(Steps s) {
    java.util.function.Supplier<Coroutine<Pair>> f =
        () ->
            value(
                new Pair(
                    1,
                    switch (await(s.later(1))) {
                      case 1 -> {
                        try {
                          yield await(s.later(2));
                        } finally {
                          s.log("f");
                        }
                      }
                      default -> 0;
                    }));
    return value(await(f.get()));
  }
}

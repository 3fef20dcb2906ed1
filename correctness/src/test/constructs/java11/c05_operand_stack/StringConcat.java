package c05_operand_stack;

import static dev.continuo.Continuo.*;

import dev.continuo.Coroutine;
import dev.continuo.annotation.Async;
import dev.continuo.constructs.Steps;

/** String concatenation: invokedynamic with constants and holes, an await between any two. */
public class StringConcat {

  private String field = "f";

  @Async
  static Coroutine<?> awaitFirst(Steps s) {
    return value(await(s.later(1)) + " tail " + 2);
  }

  @Async
  static Coroutine<?> awaitLast(Steps s) {
    int a = 1;
    return value(a + " head " + 2L + 'c' + true + 1.5f + null + await(s.later(3)));
  }

  @Async
  static Coroutine<?> awaitEverywhere(Steps s) {
    char c = 'c';
    long l = 1L << 33;
    return value(
        "a" + await(s.later(1)) + c + await(s.later("b")) + l + await(s.later(2.5)) + "end"
            + await(s.later('z')) + await(s.later(null)) + await(s.later(true)));
  }

  @Async
  static Coroutine<?> appendToLocal(Steps s) {
    String t = "0";
    t += 1 + await(s.later(1)) + "x";
    t += await(s.later(t)) + t;
    return value(t);
  }

  @Async
  static Coroutine<?> appendToElement(Steps s) {
    String[] t = {"0", "1"};
    int i = 0;
    t[i++] += await(s.later("a")) + i;
    t[i] += t[0] + await(s.later("b"));
    return value(t);
  }

  @Async
  static Coroutine<?> appendToField(Steps s) {
    return value(await(new StringConcat().append(s)));
  }

  @Async
  private Coroutine<String> append(Steps s) {
    field += await(s.later(1)) + field;
    return value(this.field + await(s.later("!")) + field);
  }

  @Async
  static Coroutine<?> charsAndArraysAreNotAdded(Steps s) {
    char c = await(s.later('a'));
    return value(c + 1 + "" + c + 1 + await(s.later('b')) + (char) (c + await(s.later(2))));
  }

  @Async
  static Coroutine<?> concatAsArgument(Steps s) {
    return value(("x" + await(s.later("abc"))).concat("y" + await(s.later(1))).length());
  }

  @Async
  static Coroutine<?> concatInsideConcat(Steps s) {
    return value("(" + ("[" + await(s.later(1)) + "]") + (2 + await(s.later(3)) + "]") + ")");
  }

  @Async
  static Coroutine<?> manyHoles(Steps s) {
    String t = "";
    int i = 1;
    t =
        "" + i + i + i + i + i + i + i + i + i + i + i + i + i + i + i + i + i + i + i + i
            + await(s.later("M")) + i + i + i + i + i + i + i + i + i + i + i + i + i + i + i + i + t;
    return value(t);
  }

  @Async
  static Coroutine<?> toStringIsCalledOnce(Steps s) {
    Object noisy =
        new Object() {
          @Override
          public String toString() {
            return s.seen("noisy");
          }
        };
    return value("a" + noisy + await(s.later("b")));
  }

  @Async
  static Coroutine<?> builderInHand(Steps s) {
    return value(
        new StringBuilder()
            .append(await(s.later("a")))
            .append(1)
            .append(await(s.later('b')))
            .append(await(s.later(2L)))
            .insert(await(s.later(0)), await(s.later("0")))
            .toString());
  }
}

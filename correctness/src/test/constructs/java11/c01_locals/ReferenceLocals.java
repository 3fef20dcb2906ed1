package c01_locals;

import static dev.continuo.Continuo.*;

import dev.continuo.Coroutine;
import dev.continuo.annotation.Async;
import dev.continuo.constructs.Steps;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;

/** References keep their identity across an await, and their static type where it is used. */
public class ReferenceLocals {

  private static final class Box {
    int n;

    Box(int n) {
      this.n = n;
    }

    @Override
    public String toString() {
      return "Box" + n;
    }
  }

  @Async
  static Coroutine<?> sameObject(Steps s) {
    Object o = new Object();
    Object same = o;
    await(s.later(1));
    return value(o == same);
  }

  @Async
  static Coroutine<?> privateNestedType(Steps s) {
    Box box = new Box(1);
    await(s.later(1));
    box.n += await(s.later(2));
    return value(box);
  }

  @Async
  static Coroutine<?> interfaceType(Steps s) throws Exception {
    Callable<Integer> call = () -> 5;
    CharSequence text = "text";
    await(s.later(1));
    return value(call.call() + text.length());
  }

  @Async
  static Coroutine<?> genericType(Steps s) {
    List<Map<String, List<Integer>>> list = new ArrayList<>();
    list.add(Map.of("k", List.of(1, 2)));
    await(s.later(1));
    int sum = 0;
    for (int i : list.get(0).get("k")) {
      sum += i + await(s.later(0));
    }
    return value(sum);
  }

  @Async
  static <T extends Comparable<T> & CharSequence> Coroutine<T> larger(Steps s, T a, T b) {
    T first = await(s.later(a));
    T second = await(s.later(b));
    int lengths = first.length() + second.length();
    await(s.later(lengths));
    return value(first.compareTo(second) > 0 ? first : second);
  }

  @Async
  static Coroutine<?> intersectionType(Steps s) {
    return value(await(larger(s, "apple", "pear")));
  }

  @Async
  static Coroutine<?> variableOfInferredIntersection(Steps s) {
    var mixed = await(s.later(true)) ? Integer.valueOf(1) : "one";
    await(s.later(1));
    return value(mixed.compareTo(null == mixed ? null : cast(mixed)) + " " + mixed);
  }

  @SuppressWarnings("unchecked")
  private static <T> T cast(Object o) {
    return (T) o;
  }

  @Async
  static Coroutine<?> nullReference(Steps s) {
    Box box = null;
    await(s.later(1));
    if (box == null) {
      box = new Box(await(s.later(9)));
    }
    await(s.later(1));
    return value(box);
  }

  @Async
  static Coroutine<?> swappedByIdentity(Steps s) {
    Box a = new Box(1);
    Box b = new Box(2);
    for (int i = 0; i < 3; i++) {
      Box t = a;
      a = b;
      await(s.later(i));
      b = t;
    }
    return value(a + " " + b);
  }

  @Async
  static Coroutine<?> manyReferencesOfOneType(Steps s) {
    String a = "a";
    String b = await(s.later("b"));
    String c = await(s.later("c"));
    String d = a + b;
    a = null;
    String e = await(s.later("e"));
    b = null;
    String f = await(s.later("f"));
    return value(a + b + c + d + e + f);
  }

  @Async
  static Coroutine<?> castAfterTheAwait(Steps s) {
    Object o = await(s.<Object>later("text"));
    await(s.later(1));
    try {
      Integer i = (Integer) o;
      return value(i);
    } catch (ClassCastException e) {
      return value(((String) o).length());
    }
  }

  @Async
  static Coroutine<?> wrongTypeIsFoundAtTheAwait(Steps s) {
    try {
      Integer i = await(ReferenceLocals.<Integer>lying(s));
      return value("no failure: " + i);
    } catch (ClassCastException e) {
      return value("heap pollution found");
    }
  }

  @SuppressWarnings("unchecked")
  private static <T> dev.continuo.Awaitable<T> lying(Steps s) {
    return (dev.continuo.Awaitable<T>) s.later("a string");
  }
}

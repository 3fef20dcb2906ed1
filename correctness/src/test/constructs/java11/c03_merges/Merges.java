package c03_merges;

import static dev.continuo.Continuo.*;

import dev.continuo.Coroutine;
import dev.continuo.annotation.Async;
import dev.continuo.constructs.Steps;
import java.io.Serializable;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;

/** Values of different types meet in one local or stack slot, with an await around the join. */
public class Merges {

  interface Shape {
    int area();
  }

  static class Square implements Shape {
    final int side;

    Square(int side) {
      this.side = side;
    }

    @Override
    public int area() {
      return side * side;
    }
  }

  static class Cube extends Square {
    Cube(int side) {
      super(side);
    }

    @Override
    public int area() {
      return 6 * super.area();
    }
  }

  static class Dot implements Shape {
    @Override
    public int area() {
      return 0;
    }
  }

  static class Base {
    public String toString() {
      return getClass().getSimpleName();
    }
  }

  static class Left extends Base {}

  static class Right extends Base {}

  @Async
  static Coroutine<?> commonSuperclass(Steps s) {
    Base b;
    if (await(s.later(false))) {
      b = new Left();
    } else {
      b = new Right();
    }
    await(s.later(1));
    return value(b);
  }

  @Async
  static Coroutine<?> superclassAndItsSubclass(Steps s) {
    Square q = new Square(2);
    for (int i = 0; i < 3; i++) {
      s.log(q.area());
      q = i % 2 == 0 ? new Cube(await(s.later(i + 1))) : new Square(await(s.later(i)));
    }
    return value(q.area());
  }

  @Async
  static Coroutine<?> commonInterface(Steps s) {
    Shape shape = await(s.later(true)) ? new Dot() : new Square(3);
    await(s.later(1));
    int sum = shape.area();
    shape = await(s.later(false)) ? new Dot() : new Square(3);
    return value(sum + shape.area() + await(s.later(1)));
  }

  @Async
  static Coroutine<?> interfacesOfUnrelatedClasses(Steps s) {
    Comparable<?> c = await(s.later(true)) ? "text" : (Comparable<?>) Integer.valueOf(1);
    await(s.later(1));
    Serializable z = await(s.later(true)) ? 2L : "two";
    await(s.later(1));
    return value(c + " " + z);
  }

  @Async
  static Coroutine<?> collections(Steps s) {
    Collection<Integer> c;
    switch (await(s.later(2))) {
      case 1:
        c = new ArrayList<>();
        break;
      case 2:
        c = new TreeSet<>(List.of(3, 1, 2));
        break;
      default:
        c = Set.of();
    }
    await(s.later(1));
    c.add(await(s.later(0)));
    return value(c);
  }

  @Async
  static Coroutine<?> conditionalOnTheStackUnderAnAwait(Steps s) {
    boolean yes = await(s.later(true));
    return value(describe(yes ? new Left() : new Right(), await(s.later("x"))));
  }

  @Async
  static Coroutine<?> conditionalReceiver(Steps s) {
    boolean yes = await(s.later(false));
    return value(
        (yes ? new ArrayList<>(List.of(1)) : new LinkedList<>(List.of(1, 2)))
            .get(await(s.later(yes ? 0 : 1))));
  }

  @Async
  static Coroutine<?> arraysOfDifferentElementTypes(Steps s) {
    Object o;
    Object[] a;
    if (await(s.later(true))) {
      a = new String[] {"x"};
      o = new int[] {1};
    } else {
      a = new Integer[] {1};
      o = new long[] {1};
    }
    await(s.later(1));
    return value(a[0] + " " + (o instanceof int[]));
  }

  @Async
  static Coroutine<?> arraysOfDifferentDimensions(Steps s) {
    Object[] a = await(s.later(false)) ? new String[] {"x"} : new int[][] {{1}, {2}};
    await(s.later(1));
    Cloneable c = await(s.later(true)) ? new int[2] : new String[3];
    await(s.later(1));
    return value(a.length + " " + (c instanceof int[]));
  }

  @Async
  static Coroutine<?> mergeAtALoopHeader(Steps s) {
    Shape shape = new Dot();
    List<Integer> areas = new ArrayList<>();
    do {
      areas.add(shape.area());
      int n = await(s.later(areas.size()));
      shape = n == 1 ? new Square(n) : new Cube(n);
    } while (areas.size() < 3);
    return value(areas);
  }

  @Async
  static Coroutine<?> mergeInAHandler(Steps s) {
    Object o = "start";
    try {
      o = 1;
      await(s.later(1));
      o = new int[] {2};
      await(s.fail(new IllegalStateException()));
      o = 'c';
    } catch (IllegalStateException e) {
      await(s.later(1));
      return value(o);
    }
    return value("not here");
  }

  @Async
  static Coroutine<?> exceptionsOfTwoTypes(Steps s) {
    RuntimeException kept;
    try {
      await(s.fail(new IllegalArgumentException("a")));
      kept = null;
    } catch (IllegalArgumentException e) {
      kept = e;
    } catch (IllegalStateException e) {
      kept = e;
    }
    await(s.later(1));
    return value(kept.getMessage());
  }

  @Async
  static Coroutine<?> lambdaAndMethodReference(Steps s) {
    Runnable r = await(s.later(true)) ? () -> s.log("lambda") : new Left()::toString;
    await(s.later(1));
    r.run();
    return value(1);
  }

  private static String describe(Base b, Object o) {
    return b + " " + o;
  }
}

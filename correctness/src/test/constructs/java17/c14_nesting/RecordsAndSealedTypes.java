package c14_nesting;

import static dev.continuo.Continuo.*;

import dev.continuo.Coroutine;
import dev.continuo.annotation.Async;
import dev.continuo.constructs.Steps;
import java.util.ArrayList;
import java.util.List;

/** Coroutines of records, sealed types and local records and enums. */
public class RecordsAndSealedTypes {

  /** The component named value shadows the static import. */
  record Cell(int value, String name) {
    Cell {
      if (value < 0) {
        throw new IllegalArgumentException("negative");
      }
    }

    @Async
    Coroutine<Cell> plus(Steps s, int n) {
      int m = await(s.later(n));
      return dev.continuo.Continuo.value(new Cell(value + m, await(s.later(name + "'"))));
    }

    @Async
    static Coroutine<Cell> parse(Steps s, String text) {
      String[] parts = await(s.later(text)).split(":");
      return dev.continuo.Continuo.value(new Cell(Integer.parseInt(parts[0]), parts[1]));
    }
  }

  record Range<T extends Comparable<T>>(T low, T high) {
    @Async
    Coroutine<Boolean> contains(Steps s, T t) {
      return value(low.compareTo(await(s.later(t))) <= 0 && high.compareTo(await(s.later(t))) >= 0);
    }
  }

  sealed interface Shape permits Square, Dot {
    @Async
    Coroutine<Integer> area(Steps s);

    @Async
    default Coroutine<Integer> twice(Steps s) {
      return value(2 * await(area(s)));
    }
  }

  record Square(int side) implements Shape {
    @Async
    @Override
    public Coroutine<Integer> area(Steps s) {
      return value(side * await(s.later(side)));
    }
  }

  static final class Dot implements Shape {
    @Async
    @Override
    public Coroutine<Integer> area(Steps s) {
      await(s.later(0));
      return value(0);
    }
  }

  @Async
  static Coroutine<?> record(Steps s) {
    Cell c = await(Cell.parse(s, "4:x"));
    return value(await(c.plus(s, 3)));
  }

  @Async
  static Coroutine<?> compactConstructorThrows(Steps s) {
    try {
      return value(await(new Cell(1, "x").plus(s, -5)));
    } catch (IllegalArgumentException e) {
      return value(e.getMessage());
    }
  }

  @Async
  static Coroutine<?> genericRecord(Steps s) {
    return value(await(new Range<>(1, 5).contains(s, 3)) + " " + await(new Range<>("a", "c").contains(s, "d")));
  }

  @Async
  static Coroutine<?> sealedInterface(Steps s) {
    int sum = 0;
    for (Shape shape : new Shape[] {new Square(3), new Dot(), new Square(2)}) {
      sum += await(shape.twice(s));
    }
    return value(sum);
  }

  @Async
  static Coroutine<?> localRecordEnumAndInterface(Steps s) {
    record Entry(String key, int n) {
      @Async
      Coroutine<String> text(Steps s2) {
        return value(key + await(s2.later(n)));
      }
    }
    enum Mode {
      ON,
      OFF;

      @Async
      Coroutine<String> text(Steps s2) {
        return value(await(s2.later(name().toLowerCase())));
      }
    }
    interface Joiner {
      @Async
      default Coroutine<String> join(Steps s2, List<String> parts) {
        StringBuilder out = new StringBuilder();
        for (String p : parts) {
          out.append(p).append(await(s2.later(",")));
        }
        return value(out.toString());
      }
    }
    List<String> parts = new ArrayList<>();
    for (int i = 0; i < 2; i++) {
      parts.add(await(new Entry("k", i).text(s)));
    }
    parts.add(await(Mode.OFF.text(s)));
    return value(await(new Joiner() {}.join(s, parts)));
  }

  @Async
  static Coroutine<?> patternVariables(Steps s) {
    Object o = await(s.<Object>later("text"));
    if (o instanceof String t && t.length() == await(s.later(4))) {
      await(s.later(1));
      return value(t + await(s.later("!")));
    }
    return value("not here");
  }

  @Async
  static Coroutine<?> patternVariableFromTheElse(Steps s) {
    Object o = await(s.<Object>later(5));
    if (!(o instanceof Integer n)) {
      return value("not here");
    }
    await(s.later(1));
    return value(n + await(s.later(n)));
  }

  @Async
  static Coroutine<?> textBlock(Steps s) {
    return value(
        """
        first %s
        second %s
        """
            .formatted(await(s.later(1)), await(s.later(2))));
  }
}

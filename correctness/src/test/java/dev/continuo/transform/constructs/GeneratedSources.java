package dev.continuo.transform.constructs;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.function.IntFunction;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/** Constructs that are too long to write by hand: many locals, many parameters, huge methods. */
final class GeneratedSources {

  private static final String HEADER =
      """
      package c16_size;

      import static dev.continuo.Continuo.*;

      import dev.continuo.Coroutine;
      import dev.continuo.annotation.Async;
      import dev.continuo.constructs.Steps;

      """;

  private GeneratedSources() {}

  /** Writes the sources below {@code folder}. */
  static List<Path> write(Path folder) throws IOException {
    Path parent = Files.createDirectories(folder.resolve("c16_size"));
    List<Path> sources = new ArrayList<>();
    sources.add(write(parent, "ManyLocals", manyLocals()));
    sources.add(write(parent, "ManyParameters", manyParameters()));
    sources.add(write(parent, "HugeMethods", hugeMethods()));
    return sources;
  }

  private static Path write(Path parent, String name, String members) throws IOException {
    Path file = parent.resolve(name + ".java");
    return Files.writeString(file, HEADER + "public class " + name + " {\n" + members + "}\n");
  }

  private static String each(int count, IntFunction<String> text) {
    return IntStream.range(0, count).mapToObj(text).collect(Collectors.joining());
  }

  private static String separated(String separator, int count, IntFunction<String> text) {
    return IntStream.range(0, count).mapToObj(text).collect(Collectors.joining(separator));
  }

  /**
   * 400 locals of five types, all live across two awaits; slots above 255 need wide instructions.
   */
  private static String manyLocals() {
    String[] types = {"int", "long", "double", "String", "boolean"};
    IntFunction<String> initial =
        i ->
            switch (i % 5) {
              case 3 -> "\"v" + i + "\"";
              case 4 -> i % 2 == 0 ? "true" : "false";
              default -> String.valueOf(i);
            };
    return "  @Async static Coroutine<?> manyLiveLocals(Steps s) {\n"
        + each(400, i -> "    " + types[i % 5] + " v" + i + " = " + initial.apply(i) + ";\n")
        + "    await(s.later(1));\n    v0 += await(s.later(1));\n    v395++;\n"
        + "    StringBuilder out = new StringBuilder();\n"
        + each(400, i -> "    out.append(v" + i + ");\n")
        + "    v395 += 1000; v390 -= 40000;\n"
        + "    return value(out.toString() + await(s.later(v395)) + v390);\n  }\n"
        + "  @Async static Coroutine<?> manyLocalsInALoop(Steps s) {\n"
        + each(300, i -> "    long v" + i + " = " + i + ";\n")
        + "    for (int i = 0; i < 3; i++) {\n      v299 += await(s.later(i));\n"
        + each(300, i -> "      v" + i + " += v" + (i + 299) % 300 + ";\n")
        + "    }\n    return value(v0 + v150 * v299);\n  }\n";
  }

  /** As many parameters as the JVM allows: 255 slots, the receiver included. */
  private static String manyParameters() {
    return "  private int field = 1;\n"
        + method("static", "ints", "int", 254, "0")
        + method("static", "longs", "long", 127, "0")
        + method("", "instanceInts", "int", 253, "field")
        + method("", "doubles", "double", 126, "field")
        + method("static", "nearlyTooMany", "int", 251, "0")
        + call("254 integers", "ints", 254, "ints(")
        + call("127 longs", "longs", 127, "longs(")
        + call(
            "253 integers and the receiver",
            "instanceInts",
            253,
            "new ManyParameters().instanceInts(")
        + call("126 doubles", "doubles", 126, "new ManyParameters().doubles(")
        + call("251 integers", "nearlyTooMany", 251, "nearlyTooMany(");
  }

  private static String method(
      String modifiers, String name, String type, int count, String start) {
    return "  @Async "
        + modifiers
        + " Coroutine<Double> "
        + name
        + "(Steps s, "
        + separated(", ", count, i -> type + " p" + i)
        + ") {\n    p1 += await(s.later(1));\n    double sum = "
        + start
        + " + await(s.later(p0));\n"
        + each(count, i -> "    sum = sum * 1.01 + p" + i + ";\n")
        + "    return value(sum + await(s.later(p"
        + (count - 1)
        + ")));\n  }\n";
  }

  private static String call(String what, String name, int count, String prefix) {
    return "  /** "
        + what
        + ". */\n  @Async static Coroutine<?> "
        + name
        + "AsParameters(Steps s) {\n    return value(await("
        + prefix
        + "s, "
        + separated(", ", count, i -> i == 7 ? "await(s.later(7))" : String.valueOf(i))
        + ")));\n  }\n";
  }

  /** Bodies past HotSpot's 8,000 bytes, and jumps past the 32,767 of a short offset. */
  private static String hugeMethods() {
    return "  @Async static Coroutine<?> threeHundredAwaitsInARow(Steps s) {\n    int x = 1;\n"
        + each(300, i -> "    x = x * 31 + await(s.later(" + i + "));\n")
        + "    return value(x);\n  }\n"
        + "  @Async static Coroutine<?> hugeLoopBody(Steps s) {\n    int x = 1;\n"
        + "    for (int i = 0; i < 3; i++) {\n"
        + each(60, i -> "      x = x * 31 + await(s.later(i + " + i + "));\n" + filler(i))
        + "    }\n    return value(x);\n  }\n"
        + "  @Async static Coroutine<?> hugeSwitch(Steps s) {\n    String r = \"\";\n"
        + "    for (int i = 0; i < 160; i += 7) {\n      switch (await(s.later(i))) {\n"
        + each(150, i -> "        case " + i + ": r += await(s.later(" + i + ")); break;\n")
        + "        default: r += \"default\";\n      }\n    }\n    return value(r);\n  }\n"
        + "  @Async static Coroutine<?> jumpOverThirtyTwoKilobytes(Steps s) {\n"
        + "    int x = await(s.later(1));\n    while (x < 1000) {\n      try {\n"
        + each(1500, i -> "        x = x * 31 % 100003 + " + (i + 70000) + " % (x + 1);\n")
        + "        x = x % 900 + 200 + await(s.later(1));\n"
        + "        if (x % 2 == 0) await(s.fail(new IllegalStateException()));\n"
        + "      } catch (IllegalStateException e) {\n        x += 400;\n      }\n"
        + "    }\n    return value(x);\n  }\n"
        + "  @Async static Coroutine<?> twoHundredValuesOnTheStack(Steps s) {\n    int x = 3;\n"
        + "    return value("
        + each(200, i -> "(x + " + i + " * (")
        + "await(s.later(5))"
        + each(200, i -> "))")
        + ");\n  }\n"
        + "  @Async static Coroutine<?> thirtyNestedTries(Steps s) {\n    int x = 0;\n"
        + each(30, i -> "    try {\n      x += await(s.later(" + i + "));\n")
        + "    await(s.fail(new IllegalStateException(\"x\")));\n"
        + each(
            30,
            i ->
                "    } catch (IllegalStateException e) {\n      x = x * 2 + await(s.later("
                    + i
                    + "));\n      if (x > 0) throw e;\n    }\n")
        + "    return value(x);\n  }\n";
  }

  private static String filler(int i) {
    return each(12, k -> "      x ^= (x << " + (k + 1) + ") + " + (i * 100 + k) + ";\n");
  }
}

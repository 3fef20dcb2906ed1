package dev.continuo.transform.constructs;

import java.util.ArrayList;
import java.util.List;
import java.util.Random;

/**
 * Writes random construct methods: statements nested in loops, switches and try statements, with
 * jumps, failures and awaits anywhere, over locals of every kind. A counter of remaining steps ends
 * what would run for ever. The same seed gives the same text.
 */
final class RandomMethods {

  private static final int DEPTH = 4;
  private static final String[] INTS = {"i0", "i1", "i2"};

  private final Random random;
  private final StringBuilder out = new StringBuilder();
  private final List<String> loops = new ArrayList<>();
  private int indent = 1;
  private int names;
  private int statements;
  private boolean inFinally;

  private RandomMethods(long seed) {
    this.random = new Random(seed * 7919);
  }

  /** A method {@code run}. */
  static String method(long seed) {
    RandomMethods writer = new RandomMethods(seed);
    writer.write();
    return writer.out.toString();
  }

  private void write() {
    line("@Async static Coroutine<?> run(Steps s) {");
    line(
        "  int fuel = 60; int i0 = 1, i1 = 2, i2 = 3; long l0 = 4; double d0 = 5; boolean z0 = true;");
    line("  String t0 = \"t\"; int[] a0 = s.watch(new int[] {1, 2, 3}); Object o0 = null;");
    block(DEPTH);
    line("  s.log(i0 + \" \" + i1 + \" \" + i2 + \" \" + l0 + \" \" + d0 + \" \" + z0);");
    line("  return value(t0 + o0 + " + intExpression(3) + ");");
    line("}");
  }

  private void line(String text) {
    out.append("  ".repeat(indent)).append(text).append('\n');
  }

  private void block(int depth) {
    indent++;
    int count = 2 + random.nextInt(depth > 2 ? 4 : 3);
    for (int i = 0; i < count; i++) {
      statement(depth);
    }
    indent--;
  }

  private void statement(int depth) {
    statements++;
    int kind = random.nextInt(depth > 0 && statements < 40 ? 20 : 9);
    switch (kind) {
      case 0, 1 ->
          line(pick(INTS) + " " + pick("=", "+=", "^=", "-=") + " " + intExpression(3) + ";");
      case 2 -> line("l0 += " + longExpression(2) + ";");
      case 3 -> line("d0 = d0 / 2 + " + pick("await(s.later(0.5))", "i0", "l0 % 7") + ";");
      case 4 -> line("t0 " + pick("=", "+=") + " " + stringExpression(2) + ";");
      case 5 -> line("a0[" + index() + "] " + pick("=", "+=", "*=") + " " + intExpression(2) + ";");
      case 6 -> line("o0 = " + objectExpression(2) + ";");
      case 7 -> line("z0 = " + booleanExpression(2) + ";");
      case 8 -> jumpOrFail();
      case 9, 10 -> ifStatement(depth);
      case 11, 12, 13 -> loop(depth);
      case 14 -> switchStatement(depth);
      case 15 -> scope(depth);
      default -> tryStatement(depth);
    }
  }

  /** Conditional, so that the statements after it can be reached. */
  private void jumpOrFail() {
    String condition =
        "if ((fuel-- & 7) == " + random.nextInt(8) + " && " + booleanExpression(0) + ") ";
    int kind = random.nextInt(loops.isEmpty() || inFinally ? 3 : 7);
    switch (kind) {
      case 0 -> line(condition + "await(s.fail(new IllegalStateException(\"f" + names++ + "\")));");
      case 1 ->
          line(condition + "throw new IllegalArgumentException(" + stringExpression(1) + ");");
      case 2 -> line(condition + "return value(" + stringExpression(1) + ");");
      case 3, 4 -> line(condition + "break " + pick(loops.toArray(String[]::new)) + ";");
      default -> line(condition + "continue " + pick(loops.toArray(String[]::new)) + ";");
    }
  }

  private void ifStatement(int depth) {
    line("if (" + booleanExpression(2) + ") {");
    block(depth - 1);
    if (random.nextBoolean()) {
      line("} else {");
      block(depth - 1);
    }
    line("}");
  }

  private void loop(int depth) {
    String label = "loop" + names++;
    boolean outside = inFinally;
    inFinally = false;
    // Jumps leave only loops that are inside the finally block, or all of them.
    List<String> hidden = outside ? new ArrayList<>(loops) : List.of();
    loops.removeAll(hidden);
    loops.add(label);
    String counter = "n" + names++;
    String limit = pick("2", "3", "await(s.later(2))");
    switch (random.nextInt(4)) {
      case 0 ->
          line(
              label
                  + ": for (int "
                  + counter
                  + " = 0; "
                  + counter
                  + " < "
                  + limit
                  + " && fuel-- > 0; "
                  + counter
                  + pick("++", " += await(s.later(1))")
                  + ") {");
      case 1 -> line(label + ": while (fuel-- > 0 && " + booleanExpression(1) + ") {");
      case 2 ->
          line(
              label
                  + ": for (int "
                  + counter
                  + " : new int[] {1, "
                  + intExpression(1)
                  + ", 3}) { if (fuel-- < 0) break;");
      default -> line(label + ": do {");
    }
    boolean isDo = out.toString().endsWith("do {\n");
    block(depth - 1);
    line(isDo ? "} while (fuel-- > 0 && " + booleanExpression(1) + ");" : "}");
    loops.remove(label);
    loops.addAll(hidden);
    inFinally = outside;
  }

  private void switchStatement(int depth) {
    line("switch (" + intExpression(1) + " & 3) {");
    for (int i = 0; i < 3; i++) {
      line("case " + i + ": {");
      block(depth - 2);
      line("}" + pick("", " break;"));
    }
    line("default: {");
    block(0);
    line("}}");
  }

  /** Locals of other types in slots that are used again later. */
  private void scope(int depth) {
    String name = "v" + names++;
    String type = pick("long", "String", "int[]");
    String initial =
        switch (type) {
          case "long" -> longExpression(1);
          case "String" -> stringExpression(1);
          default -> "{" + intExpression(1) + "}";
        };
    line("{ " + type + " " + name + " = " + initial + ";");
    block(depth - 1);
    line("s.log(" + (type.equals("int[]") ? name + "[0]" : name) + "); }");
  }

  private void tryStatement(int depth) {
    boolean resource = random.nextInt(4) == 0;
    String name = "r" + names++;
    line(
        resource
            ? "try (AutoCloseable " + name + " = () -> s.log(\"close " + name + "\")) {"
            : "try {");
    block(depth - 1);
    boolean catches = resource || random.nextInt(3) > 0;
    if (catches) {
      line(
          "} catch ("
              + pick(
                  "IllegalStateException",
                  "RuntimeException",
                  "IllegalStateException | IllegalArgumentException")
              + " e"
              + name
              + ") {");
      line("  t0 += " + "e" + name + ".getMessage();");
      block(depth - 1);
    }
    if (resource) {
      line("} catch (Exception e) {");
      line("  throw new IllegalStateException(\"wrapped\", e);");
    }
    if (!catches || random.nextBoolean()) {
      boolean outer = inFinally;
      inFinally = random.nextInt(3) > 0;
      line("} finally {");
      block(depth - 2);
      inFinally = outer;
    }
    line("}");
  }

  private String pick(String... texts) {
    return texts[random.nextInt(texts.length)];
  }

  private String index() {
    return pick("0", "1", "i0 & 1", "await(s.later(2))", "(i1 = i1 + 1) & 1");
  }

  private String intExpression(int depth) {
    if (depth == 0) {
      return pick("i0", "i1", "i2", "7", "a0[1]", "await(s.later(" + random.nextInt(9) + "))");
    }
    String left = intExpression(depth - 1);
    return switch (random.nextInt(8)) {
      case 0 -> "(" + left + " + " + intExpression(depth - 1) + ")";
      case 1 -> "await(s.later(" + left + "))";
      case 2 ->
          "("
              + booleanExpression(depth - 1)
              + " ? "
              + left
              + " : "
              + intExpression(depth - 1)
              + ")";
      case 3 -> "Math.max(" + left + ", " + intExpression(depth - 1) + ")";
      case 4 -> pick("i0++", "--i1", "a0[" + index() + "]++", "(i2 = " + left + ")");
      case 5 -> stringExpression(depth - 1) + ".length()";
      case 6 -> "(" + left + " * 31 ^ " + intExpression(depth - 1) + ")";
      default -> left;
    };
  }

  private String longExpression(int depth) {
    return depth == 0
        ? pick("l0", "i0", "await(s.later(3L))")
        : "("
            + longExpression(depth - 1)
            + pick(" + ", " * ", " - ")
            + longExpression(depth - 1)
            + ")";
  }

  private String stringExpression(int depth) {
    if (depth == 0) {
      return pick("\"c\"", "(t0.length() > 40 ? \"\" : t0)", "await(s.later(\"w\"))");
    }
    return switch (random.nextInt(4)) {
      case 0 -> "(" + stringExpression(depth - 1) + " + " + intExpression(depth - 1) + ")";
      case 1 ->
          "new StringBuilder("
              + stringExpression(depth - 1)
              + ").append(0 + "
              + intExpression(depth - 1)
              + ").toString()";
      case 2 ->
          "String.join(" + stringExpression(0) + ", " + stringExpression(depth - 1) + ", \"z\")";
      default -> stringExpression(0);
    };
  }

  private String objectExpression(int depth) {
    return pick(
        "null",
        stringExpression(depth),
        "(Object) (" + intExpression(depth - 1) + ")",
        "new StringBuilder(" + stringExpression(depth - 1) + ").reverse().toString()",
        "await(s.<Object>later(" + pick("null", "t0", "l0") + "))");
  }

  private String booleanExpression(int depth) {
    if (depth == 0) {
      return pick("z0", "i0 > i1", "await(s.later(" + random.nextBoolean() + "))", "(i2 & 1) == 0");
    }
    return switch (random.nextInt(4)) {
      case 0 -> "(" + booleanExpression(depth - 1) + " && " + booleanExpression(depth - 1) + ")";
      case 1 -> "(" + booleanExpression(depth - 1) + " || " + booleanExpression(depth - 1) + ")";
      case 2 -> "!" + booleanExpression(0).replaceFirst("^(i0 > i1|\\(i2.*)$", "($1)");
      default -> booleanExpression(0);
    };
  }
}

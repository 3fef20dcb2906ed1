package dev.continuo.transform.random;

import dev.continuo.transform.random.ExpressionGenerator.Selector;
import dev.continuo.transform.random.ExpressionGenerator.Signature;
import dev.continuo.transform.random.Node.Block;
import dev.continuo.transform.random.Node.Clauses;
import dev.continuo.transform.random.Node.Expression;
import dev.continuo.transform.random.Node.Statement;
import dev.continuo.transform.random.Surroundings.Variable;
import java.util.ArrayList;
import java.util.List;

/**
 * Makes statements. javac refuses unreachable ones, so each is made together with whether it can
 * complete normally (JLS 14.22); a block ends with the first that cannot. Loops end because every
 * turn of every loop takes one from {@code fuel[0]}; that check is part of the loop's form, so that
 * shrinking cannot take it away.
 */
final class StatementGenerator {

  private static final int EXPRESSION_DEPTH = 3;

  /** So that one expression does not take all that the program may have. */
  private static final int SHARE = 12;

  /** In an order in which javac finds no handler useless. */
  private static final List<String> HANDLED =
      List.of(
          "IllegalStateException",
          "IllegalArgumentException | ArithmeticException",
          "CancelledError | NullPointerException",
          "RuntimeException",
          "Exception",
          "Throwable");

  private final Dice dice;
  private final ExpressionGenerator expressions;

  StatementGenerator(Dice dice, List<Signature> callees) {
    this.dice = dice;
    this.expressions = new ExpressionGenerator(dice, this, callees);
  }

  /** A node, and whether it can complete normally. */
  record Made<N extends Node>(N node, boolean completes) {}

  /** A block in a scope of its own. */
  Made<Block> block(int depth, Surroundings in, boolean mustComplete) {
    List<Node> made = new ArrayList<>();
    boolean completes = fill(made, 1 + dice.below(3), depth, in.block(), mustComplete);
    return new Made<>(new Block(made), completes);
  }

  /** Adds statements that see {@code in} and add to it; says whether they complete. */
  boolean fill(List<Node> made, int count, int depth, Surroundings in, boolean mustComplete) {
    for (int i = 0; i < count && dice.grow(); i++) {
      Made<Statement> next = statement(depth, in, mustComplete);
      made.add(next.node());
      if (!next.completes()) {
        return false;
      }
    }
    return true;
  }

  Block lambdaBody(Type result, int depth, Surroundings in) {
    return ending(returning(result), result, depth, in.lambda(result));
  }

  /** A value, or a coroutine that is awaited where it is returned, inside of the try statement. */
  private String returning(Type result) {
    return dice.oneIn(3) ? "return s.<" + result.boxed() + ">coroutine(#);" : "return value(#);";
  }

  Block yieldingBlock(Type result, int depth, Surroundings in) {
    return ending("yield ((#));", result, depth, in.arm(result));
  }

  /** Statements, and at the end one that gives a value. */
  Block ending(String end, Type result, int depth, Surroundings in) {
    List<Node> made = new ArrayList<>();
    if (fill(made, dice.below(3), Math.min(depth, 2), in, false)) {
      made.add(Statement.of(end, expression(result, in)));
    }
    return new Block(made);
  }

  private Expression expression(Type type, Surroundings in) {
    int depth = 1 + dice.below(EXPRESSION_DEPTH);
    return dice.within(SHARE, () -> expressions.expression(type, depth, in));
  }

  private Made<Statement> statement(int depth, Surroundings in, boolean mustComplete) {
    if (depth <= 0) {
      return simple(in, mustComplete);
    }
    return switch (dice.below(21)) {
      case 0, 1, 2 -> conditional(depth - 1, in, mustComplete);
      case 3, 4, 5 -> loop(depth - 1, in);
      case 6, 7 -> switchStatement(depth - 1, in, mustComplete);
      case 8, 9, 10, 11 -> tryStatement(depth - 1, in, mustComplete);
      case 12 -> labelled(depth - 1, in);
      case 13 -> in.awaits() ? generatorLoop(depth - 1, in) : loop(depth - 1, in);
      default -> simple(in, mustComplete);
    };
  }

  private static Made<Statement> completing(String form, Node... children) {
    return new Made<>(Statement.of(form, children), true);
  }

  private Made<Statement> simple(Surroundings in, boolean mustComplete) {
    if (in.emits() && dice.oneIn(4)) {
      return emission(in);
    }
    return switch (dice.below(10)) {
      case 0, 1, 2 -> declaration(in);
      case 3 -> lambdaDeclaration(in);
      case 4, 5 -> completing("s.log(#);", expression(dice.pick(Type.PRINTABLE), in));
      case 6 ->
          mustComplete || dice.oneIn(2)
              ? completing("if (#) #", expression(Type.BOOLEAN, in), new Block(List.of(jump(in))))
              : new Made<>(jump(in), false);
      default -> assignment(in);
    };
  }

  private Made<Statement> declaration(Surroundings in) {
    Type type = dice.type();
    String name = dice.name("v");
    boolean watched = (type == Type.INTS || type == Type.PAIR) && dice.oneIn(2);
    Expression initial = expression(type, in);
    in.variables().add(new Variable(type, name, dice.below(3) > 0, false));
    return completing(type.text() + " " + name + (watched ? " = s.watch(#);" : " = #;"), initial);
  }

  private Made<Statement> lambdaDeclaration(Surroundings in) {
    if (!in.awaits()) {
      return declaration(in);
    }
    Type type = dice.type();
    String name = dice.name("c");
    Block body = dice.within(2 * SHARE, () -> lambdaBody(type, 2, in));
    in.variables().add(new Variable(type, name, false, true));
    return completing("Call<" + type.boxed() + "> " + name + " = () -> #;", body);
  }

  /** Emits; sometimes with other values on the operand stack. */
  private Made<Statement> emission(Surroundings in) {
    return dice.oneIn(2)
        ? completing("emit(#);", expression(Type.INT, in))
        : completing("s.log(# + emit(#));", expression(Type.STRING, in), expression(Type.INT, in));
  }

  private Made<Statement> assignment(Surroundings in) {
    Type type = dice.type();
    List<Variable> targets = ExpressionGenerator.assignable(type, in);
    if (targets.isEmpty()) {
      return declaration(in);
    }
    String name = dice.pick(targets).name();
    if (type.numeric() && dice.oneIn(2)) {
      return dice.oneIn(3)
          ? completing(name + dice.pick("++;", "--;"))
          : completing(
              name + dice.pick(" += ", " -= ", " *= ") + "#;",
              expression(dice.pick(List.of(Type.INT, Type.LONG, Type.DOUBLE, Type.CHAR)), in));
    }
    if ((type == Type.INTEGER || type == Type.BOXED_LONG) && dice.oneIn(2)) {
      return dice.oneIn(3)
          ? completing(name + "++;")
          : completing(name + " += #;", expression(Type.INT, in));
    }
    if (type == Type.BOOLEAN && dice.oneIn(2)) {
      return completing(name + dice.pick(" &= ", " |= ", " ^= ") + "#;", expression(type, in));
    }
    return completing(name + " = #;", expression(type, in));
  }

  /** Leaves this place: the statement after it would be unreachable. */
  private Statement jump(Surroundings in) {
    List<Statement> jumps = new ArrayList<>();
    if (!in.loops().isEmpty()) {
      jumps.add(Statement.of("break " + dice.pick(in.loops()) + ";"));
      jumps.add(Statement.of("continue " + dice.pick(in.loops()) + ";"));
    }
    if (!in.blocks().isEmpty()) {
      jumps.add(Statement.of("break " + dice.pick(in.blocks()) + ";"));
    }
    if (in.yields() != null && dice.oneIn(2)) {
      jumps.add(Statement.of("yield ((#));", expression(in.yields(), in)));
    }
    if (in.emits() && in.yields() == null) {
      jumps.add(Statement.of("return done();"));
    }
    if (in.returns() != null && dice.oneIn(2)) {
      jumps.add(Statement.of(returning(in.returns()), expression(in.returns(), in)));
    }
    if (jumps.isEmpty() || dice.oneIn(4)) {
      return Statement.of("throw #;", expressions.failure(1, in));
    }
    return dice.pick(jumps);
  }

  private Made<Statement> conditional(int depth, Surroundings in, boolean mustComplete) {
    Surroundings then = in.block();
    String form = "if (#) # #";
    List<Node> children = new ArrayList<>();
    if (dice.oneIn(3)) {
      String name = dice.name("p");
      Type tested = dice.pick(List.of(Type.STRING, Type.INTEGER, Type.PAIR));
      form = "if (# instanceof " + tested.text() + " " + name + " && #) # #";
      children.add(expression(Type.OBJECT, in));
      then.variables().add(new Variable(tested, name, dice.oneIn(2), false));
    }
    children.add(expression(Type.BOOLEAN, then));
    Made<Block> first = block(depth, then, mustComplete);
    children.add(first.node());
    boolean completes = true;
    List<Node> otherwise = new ArrayList<>();
    if (dice.oneIn(2)) {
      Made<Block> second = block(depth, in, mustComplete);
      otherwise.add(Statement.of("else #", second.node()));
      completes = first.completes() || second.completes();
    }
    children.add(new Clauses(otherwise));
    return new Made<>(new Statement(form, children), completes);
  }

  private Made<Statement> loop(int depth, Surroundings in) {
    String label = dice.name("l");
    String name = dice.name("i");
    Surroundings body = in.loop(label);
    String check = "{ if (fuel[0]-- <= 0) break " + label + "; # }";
    switch (dice.below(6)) {
      case 0 -> {
        Expression condition = expression(Type.BOOLEAN, in);
        return completing(
            label + ": while (fuel[0]-- > 0 && #) #", condition, block(depth, body, false).node());
      }
      case 1 -> {
        Block repeated = block(depth, body, true).node();
        Expression condition = expression(Type.BOOLEAN, in);
        return completing(label + ": do # while (fuel[0]-- > 0 && #);", repeated, condition);
      }
      case 2 -> {
        Expression array = expression(Type.INTS, in);
        body.variables().add(new Variable(Type.INT, name, dice.oneIn(2), false));
        return completing(
            label + ": for (int " + name + " : #) " + check,
            array,
            block(depth, body, false).node());
      }
      case 3 -> {
        Expression first = expression(Type.STRING, in);
        Expression second = expression(Type.STRING, in);
        body.variables().add(new Variable(Type.STRING, name, dice.oneIn(2), false));
        return completing(
            label + ": for (String " + name + " : List.of(#, #)) " + check,
            first,
            second,
            block(depth, body, false).node());
      }
      case 4 -> {
        return completing(label + ": for (;;) " + check, block(depth, body, false).node());
      }
      default -> {
        body.variables().add(new Variable(Type.INT, name, true, false));
        String head = label + ": for (int " + name + " = #; fuel[0]-- > 0 && " + name + " < #; ";
        Expression first = expressions.expression(Type.INT, 1, in);
        Expression limit = expressions.expression(Type.INT, 2, body);
        return dice.oneIn(2)
            ? completing(head + name + "++) #", first, limit, block(depth, body, false).node())
            : completing(
                head + name + " += #) #",
                first,
                limit,
                expressions.expression(Type.INT, 1, body),
                block(depth, body, false).node());
      }
    }
  }

  /** A loop over a generator, which is closed after it, also where the loop is left. */
  private Made<Statement> generatorLoop(int depth, Surroundings in) {
    Surroundings inside = in.generator();
    List<Node> emitting = new ArrayList<>();
    emitting.add(emission(inside).node());
    if (fill(emitting, 1 + dice.below(3), depth, inside, false)) {
      emitting.add(Statement.of("return done();"));
    }
    String name = dice.name("g");
    String label = dice.name("l");
    String element = dice.name("i");
    Surroundings body = in.loop(label);
    body.variables().add(new Variable(Type.INT, element, dice.oneIn(2), false));
    return completing(
        "{ Numbers n"
            + name
            + " = () -> #; try (AsyncGenerator<Integer> "
            + name
            + " = n"
            + name
            + ".call()) { "
            + label
            + ": for (int "
            + element
            + " : each("
            + name
            + ")) { if (fuel[0]-- <= 0) break "
            + label
            + "; # } } }",
        new Block(emitting),
        block(depth, body, false).node());
  }

  private Made<Statement> labelled(int depth, Surroundings in) {
    if (dice.oneIn(2)) {
      return completing("#", block(depth, in, true).node());
    }
    String label = dice.name("b");
    return completing(label + ": #", block(depth, in.labelled(label), true).node());
  }

  /** Arrows, or groups that may fall through; the last group completes, so the switch does. */
  private Made<Statement> switchStatement(int depth, Surroundings in, boolean mustComplete) {
    Selector selector = dice.within(SHARE, () -> expressions.selector(2, in));
    boolean arrows = dice.oneIn(2);
    List<Node> clauses = new ArrayList<>();
    for (String label : selector.labels()) {
      Made<Block> group = block(depth, in, mustComplete);
      String leaves = !arrows && group.completes() && dice.oneIn(2) ? " break;" : "";
      clauses.add(
          Statement.of("case " + label + (arrows ? " -> #" : ": #") + leaves, group.node()));
    }
    if (dice.below(3) > 0) {
      clauses.add(
          Statement.of("default" + (arrows ? " -> #" : ": #"), block(depth, in, true).node()));
    }
    return completing("switch (#) {#}", selector.value(), new Clauses(clauses));
  }

  private Made<Statement> tryStatement(int depth, Surroundings in, boolean mustComplete) {
    Surroundings inside = in.block();
    List<Node> children = new ArrayList<>();
    boolean resources = dice.oneIn(3);
    if (resources) {
      children.add(resources(inside));
    }
    Made<Block> body = block(depth, inside, mustComplete);
    children.add(body.node());
    boolean completes = body.completes();
    List<Node> clauses = new ArrayList<>();
    for (String handled : HANDLED) {
      if (dice.oneIn(4)) {
        Made<Statement> handler = handler(handled, depth, in, mustComplete);
        clauses.add(handler.node());
        completes |= handler.completes();
      }
    }
    if (dice.oneIn(2) || (clauses.isEmpty() && !resources)) {
      Made<Block> last = block(depth, in, mustComplete);
      clauses.add(Statement.of("finally #", last.node()));
      completes &= last.completes();
    }
    children.add(new Clauses(clauses));
    return new Made<>(new Statement(resources ? "try (#) # #" : "try # #", children), completes);
  }

  private Clauses resources(Surroundings in) {
    List<Node> resources = new ArrayList<>();
    int count = 1 + dice.below(3);
    for (int i = 0; i < count; i++) {
      String type = in.awaits() && dice.oneIn(2) ? "AsyncRes" : "Res";
      String head = type + " " + dice.name("r") + " = ";
      Expression kind = expressions.expression(Type.INT, 2, in);
      resources.add(
          switch (dice.below(6)) {
            case 0 ->
                Statement.of(
                    head + "# ? null : new " + type + "(s, 9);",
                    expressions.expression(Type.BOOLEAN, 1, in));
            case 1 ->
                in.awaits()
                    ? Statement.of(
                        head + "await(s.<" + type + ">later(new " + type + "(s, #)));", kind)
                    : Statement.of(head + "new " + type + "(s, #);", kind);
            default -> Statement.of(head + "new " + type + "(s, #);", kind);
          });
    }
    return new Clauses(resources);
  }

  private Made<Statement> handler(
      String handled, int depth, Surroundings in, boolean mustComplete) {
    String name = dice.name("e");
    List<Node> made = new ArrayList<>();
    made.add(Statement.of("s.log(told(" + name + "));"));
    boolean completes = fill(made, dice.below(3), depth, in.block(), mustComplete);
    if (completes && !mustComplete && dice.oneIn(5)) {
      made.add(Statement.of("throw " + name + ";"));
      completes = false;
    }
    String form = "catch (" + handled + " " + name + ") #";
    return new Made<>(Statement.of(form, new Block(made)), completes);
  }
}

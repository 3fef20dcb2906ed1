package dev.continuo.transform.random;

import dev.continuo.transform.random.Node.Block;
import dev.continuo.transform.random.Node.Clauses;
import dev.continuo.transform.random.Node.Expression;
import dev.continuo.transform.random.Node.Statement;
import dev.continuo.transform.random.Surroundings.Variable;
import java.util.ArrayList;
import java.util.List;

/**
 * Makes expressions of a wanted type, so that they always compile. Where javac would give an
 * expression another type than the wanted one (an await gives a box), a cast makes it exact.
 */
final class ExpressionGenerator {

  private static final List<String> FAILURES =
      List.of("IllegalStateException", "IllegalArgumentException", "Problem", "CancelledError");

  private final Dice dice;
  private final StatementGenerator statements;
  private final List<Signature> callees;

  /**
   * A coroutine that the program may call.
   *
   * @param result what awaiting it gives
   * @param parameters after the probe and the fuel
   */
  record Signature(String name, Type result, List<Type> parameters) {}

  ExpressionGenerator(Dice dice, StatementGenerator statements, List<Signature> callees) {
    this.dice = dice;
    this.statements = statements;
    this.callees = callees;
  }

  /** An expression of exactly this type, nested no deeper than {@code depth}. */
  Expression expression(Type type, int depth, Surroundings in) {
    if (depth <= 0 || !dice.grow()) {
      return leaf(type, in);
    }
    if (dice.below(5) < 3) {
      return typical(type, depth - 1, in);
    }
    return general(type, depth - 1, in);
  }

  private Expression leaf(Type type, Surroundings in) {
    List<Variable> variables =
        in.variables().stream().filter(v -> v.type() == type && !v.calls()).toList();
    if (!variables.isEmpty() && dice.below(4) > 0) {
      return Expression.of(type, read(dice.pick(variables)));
    }
    Expression literal = literal(type);
    return in.awaits() && dice.oneIn(3) ? awaited(type, literal) : literal;
  }

  /** Strings are cut where they are read, or a loop would double them without end. */
  private static String read(Variable variable) {
    return variable.type() == Type.STRING ? "cut(" + variable.name() + ")" : variable.name();
  }

  private Expression literal(Type type) {
    return Expression.of(type, dice.pick(type.literals()));
  }

  private Expression awaited(Type type, Expression value) {
    String maker = dice.pick("later", "later", "later", "stage", "coroutine");
    return Expression.of(
        type, exactly(type, "await(s.<" + type.boxed() + ">" + maker + "(#))"), value);
  }

  private static String exactly(Type type, String form) {
    return "((" + type.text() + ") " + form + ")";
  }

  /** What any type can be made of. */
  private Expression general(Type type, int depth, Surroundings in) {
    String box = type.boxed();
    return switch (dice.below(in.awaits() ? 16 : 8)) {
      case 0, 1 ->
          Expression.of(
              type,
              exactly(type, "(# ? # : #)"),
              expression(Type.BOOLEAN, depth, in),
              expression(type, depth, in),
              expression(type, depth, in));
      case 2 ->
          Expression.of(
              type,
              // An array would be logged with its identity.
              exactly(
                  type,
                  Type.PRINTABLE.contains(type)
                      ? "s.<" + box + ">seen(#)"
                      : "s.<" + box + ">watch(#)"),
              expression(type, depth, in));
      case 3 ->
          Expression.of(
              type,
              exactly(type, "Vocabulary.<" + box + ">second(s, #, #)"),
              expression(Type.OBJECT, depth, in),
              expression(type, depth, in));
      case 4 -> assigned(type, depth, in);
      case 5 -> fromPattern(type, depth, in);
      case 6 ->
          Expression.of(
              type,
              exactly(type, "((Plain<" + box + ">) () -> #).get()"),
              expression(type, depth, in.plainLambda()));
      case 7 -> switchExpression(type, depth, in);
      case 8, 9, 10, 11 -> awaited(type, expression(type, depth, in));
      case 12 -> called(type, depth, in);
      case 13, 14 -> lambda(type, depth, in);
      default -> failing(type, depth, in);
    };
  }

  private Expression assigned(Type type, int depth, Surroundings in) {
    List<Variable> targets = assignable(type, in);
    if (targets.isEmpty()) {
      return leaf(type, in);
    }
    return Expression.of(
        type, "(" + dice.pick(targets).name() + " = #)", expression(type, depth, in));
  }

  /** The locals of a type that may be assigned to. */
  static List<Variable> assignable(Type type, Surroundings in) {
    return in.variables().stream().filter(v -> v.type() == type && v.assignable()).toList();
  }

  private Expression fromPattern(Type type, int depth, Surroundings in) {
    Type tested =
        switch (type) {
          case INT, INTEGER -> Type.INTEGER;
          case LONG, BOXED_LONG -> Type.BOXED_LONG;
          case PAIR -> Type.PAIR;
          default -> Type.STRING;
        };
    String name = dice.name("p");
    Surroundings bound = in.block();
    bound.variables().add(new Variable(tested, name, dice.oneIn(2), false));
    return Expression.of(
        type,
        exactly(type, "(# instanceof " + tested.text() + " " + name + " ? # : #)"),
        expression(Type.OBJECT, depth, in),
        expression(type, depth, bound),
        expression(type, depth, in));
  }

  private Expression called(Type type, int depth, Surroundings in) {
    List<Variable> calls =
        in.variables().stream().filter(v -> v.type() == type && v.calls()).toList();
    if (!calls.isEmpty() && dice.oneIn(2)) {
      String name = dice.pick(calls).name();
      return Expression.of(
          type,
          exactly(type, dice.pick("await(" + name + ".call())", "await(invoke(s, " + name + "))")));
    }
    List<Signature> fitting = callees.stream().filter(c -> c.result() == type).toList();
    if (fitting.isEmpty()) {
      return awaited(type, expression(type, depth, in));
    }
    Signature callee = dice.pick(fitting);
    List<Node> arguments = new ArrayList<>();
    StringBuilder form =
        new StringBuilder("await((Coroutine<" + type.boxed() + ">) " + callee.name() + "(s, fuel");
    for (Type parameter : callee.parameters()) {
      form.append(", #");
      arguments.add(expression(parameter, depth, in));
    }
    return new Expression(type, exactly(type, form.append("))").toString()), arguments);
  }

  private Expression lambda(Type type, int depth, Surroundings in) {
    Block body = statements.lambdaBody(type, depth, in);
    String lambda = "(Call<" + type.boxed() + ">) () -> #";
    return Expression.of(
        type,
        exactly(
            type,
            "await((Coroutine<"
                + type.boxed()
                + ">) "
                + (dice.oneIn(2) ? "(" + lambda + ").call())" : "invoke(s, " + lambda + "))")),
        body);
  }

  private Expression failing(Type type, int depth, Surroundings in) {
    if (!dice.oneIn(3)) {
      return awaited(type, expression(type, depth, in));
    }
    return Expression.of(
        type, exactly(type, "await(s.<" + type.boxed() + ">fail(#))"), failure(depth, in));
  }

  /** A new exception, of the type OBJECT only so that it is not replaced by a value. */
  Expression failure(int depth, Surroundings in) {
    String type = dice.pick(FAILURES);
    return type.equals("CancelledError")
        ? Expression.of(Type.OBJECT, "new CancelledError()")
        : Expression.of(
            Type.OBJECT, "new " + type + "(#)", expression(Type.STRING, Math.min(depth, 1), in));
  }

  private Expression switchExpression(Type type, int depth, Surroundings in) {
    Selector selector = selector(depth, in);
    List<Node> arms = new ArrayList<>();
    for (String label : selector.labels()) {
      if (dice.below(4) > 0) {
        arms.add(arm("case " + label, type, depth, in));
      }
    }
    arms.add(arm("default", type, depth, in));
    return Expression.of(
        type, exactly(type, "(switch (#) {#})"), selector.value(), new Clauses(arms));
  }

  private Statement arm(String label, Type type, int depth, Surroundings in) {
    if (dice.oneIn(2)) {
      return Statement.of(label + " -> #;", expression(type, depth, in.block()));
    }
    return Statement.of(label + " -> #", statements.yieldingBlock(type, depth, in));
  }

  /**
   * What a switch chooses by.
   *
   * @param labels its cases
   */
  record Selector(Expression value, List<String> labels) {}

  Selector selector(int depth, Surroundings in) {
    Expression number = expression(Type.INT, depth, in);
    return switch (dice.below(4)) {
      case 0 ->
          new Selector(
              Expression.of(Type.STRING, "letter(#)", number), List.of("\"a\"", "\"b\"", "\"c\""));
      case 1 ->
          new Selector(
              Expression.of(Type.OBJECT, "Colour.of(#)", number), List.of("RED", "GREEN", "BLUE"));
      case 2 ->
          new Selector(
              Expression.of(Type.INT, "(# * 1000 % 5000)", number),
              List.of("0", "1000", "-2000", "4000"));
      default ->
          new Selector(Expression.of(Type.INT, "(# & 3)", number), List.of("0", "1, 2", "3"));
    };
  }

  /** What only this type has. */
  private Expression typical(Type type, int depth, Surroundings in) {
    return switch (type) {
      case INT -> integer(depth, in);
      case LONG, DOUBLE, FLOAT, BYTE, SHORT, CHAR -> number(type, depth, in);
      case BOOLEAN -> condition(depth, in);
      case STRING -> text(depth, in);
      case OBJECT -> object(depth, in);
      case INTEGER -> Expression.of(type, "((Integer) #)", expression(Type.INT, depth, in));
      case BOXED_LONG -> Expression.of(type, "((Long) #)", expression(Type.LONG, depth, in));
      case PAIR -> pair(depth, in);
      case INTS, LONGS -> array(type, depth, in);
    };
  }

  private Expression integer(int depth, Surroundings in) {
    return switch (dice.below(10)) {
      case 0 -> Expression.of(Type.INT, "((int) #.length())", expression(Type.STRING, depth, in));
      case 1 ->
          Expression.of(
              Type.INT,
              "((int) mix(s, #, #, #, #))",
              expression(Type.INT, depth, in),
              expression(Type.LONG, depth, in),
              expression(Type.STRING, depth, in),
              expression(Type.DOUBLE, depth, in));
      case 2 ->
          Expression.of(
              Type.INT,
              "((int) Math.max(#, #))",
              expression(Type.INT, depth, in),
              expression(Type.INT, depth, in));
      case 3 -> Expression.of(Type.INT, "((int) #)", expression(Type.INTEGER, depth, in));
      case 4 ->
          Expression.of(Type.INT, "((int) Long.compare(#, #))", longs(depth, in), longs(depth, in));
      case 5 ->
          Expression.of(
              Type.INT,
              "(#.n " + dice.pick("=", "+=", "-=", "*=") + " #)",
              expression(Type.PAIR, depth, in),
              expression(Type.INT, depth, in));
      default -> number(Type.INT, depth, in);
    };
  }

  private Expression longs(int depth, Surroundings in) {
    return expression(Type.LONG, depth, in);
  }

  private Expression number(Type type, int depth, Surroundings in) {
    List<Variable> targets = assignable(type, in);
    int kind = dice.below(9);
    if (kind < 2 && !targets.isEmpty()) {
      String name = dice.pick(targets).name();
      return kind == 0
          ? Expression.of(
              type, "(" + name + dice.pick(" += ", " *= ", " -= ") + "#)", other(depth, in))
          : Expression.of(
              type, dice.pick("(++" + name + ")", "(" + name + "--)", "(" + name + "++)"));
    }
    if (kind == 2 && (type == Type.INT || type == Type.LONG)) {
      return element(type, depth, in);
    }
    if (kind == 3) {
      return Expression.of(type, exactly(type, "#"), other(depth, in));
    }
    if (kind == 4 && type == Type.LONG) {
      return Expression.of(
          type,
          "(#.l " + dice.pick("=", "+=", "^=") + " #)",
          expression(Type.PAIR, depth, in),
          longs(depth, in));
    }
    String operators =
        type.floating()
            ? dice.pick("(# + #)", "(# - #)", "(# * #)", "(# / #)")
            : dice.pick("(# + #)", "(# - #)", "(# * #)", "(# ^ #)", "(# / (# | 1))", "(# % #)");
    boolean exact = type == Type.INT || type == Type.LONG || type == Type.DOUBLE;
    return Expression.of(
        type,
        exact ? operators : exactly(type, operators),
        expression(type, depth, in),
        expression(type, depth, in));
  }

  /** A number of another type. */
  private Expression other(int depth, Surroundings in) {
    Type type =
        dice.pick(List.of(Type.INT, Type.LONG, Type.DOUBLE, Type.BYTE, Type.CHAR, Type.FLOAT));
    return expression(type, depth, in);
  }

  private Expression element(Type type, int depth, Surroundings in) {
    Expression array = expression(type == Type.INT ? Type.INTS : Type.LONGS, depth, in);
    Expression index = expression(Type.INT, depth, in);
    String element = dice.oneIn(8) ? "#[# % 3]" : "#[# & 1]";
    return switch (dice.below(4)) {
      case 0 -> Expression.of(type, element, array, index);
      case 1 -> Expression.of(type, "(" + element + dice.pick("++", "--") + ")", array, index);
      default ->
          Expression.of(
              type,
              "(" + element + dice.pick(" = ", " += ", " ^= ") + "#)",
              array,
              index,
              expression(type, depth, in));
    };
  }

  private Expression condition(int depth, Surroundings in) {
    Type numbers = dice.pick(List.of(Type.INT, Type.LONG, Type.DOUBLE, Type.CHAR, Type.FLOAT));
    return switch (dice.below(8)) {
      case 0, 1, 2 ->
          Expression.of(
              Type.BOOLEAN,
              dice.pick("(# && #)", "(# || #)", "(# ^ #)"),
              expression(Type.BOOLEAN, depth, in),
              expression(Type.BOOLEAN, depth, in));
      case 3 -> Expression.of(Type.BOOLEAN, "(!#)", expression(Type.BOOLEAN, depth, in));
      case 4 ->
          Expression.of(
              Type.BOOLEAN,
              "(# instanceof " + dice.pick("String", "Integer", "Pair", "Long") + ")",
              expression(Type.OBJECT, depth, in));
      case 5 ->
          Expression.of(
              Type.BOOLEAN,
              dice.pick("(# == null)", "(# != null)"),
              expression(dice.pick(List.of(Type.OBJECT, Type.STRING, Type.PAIR)), depth, in));
      default ->
          Expression.of(
              Type.BOOLEAN,
              dice.pick("(# < #)", "(# >= #)", "(# == #)", "(# != #)"),
              expression(numbers, depth, in),
              expression(numbers, depth, in));
    };
  }

  private Expression text(int depth, Surroundings in) {
    List<Variable> targets = assignable(Type.STRING, in);
    return switch (dice.below(6)) {
      case 0 ->
          Expression.of(
              Type.STRING,
              "((String) new StringBuilder(\"sb\" + #).append(#).append(#).toString())",
              expression(Type.STRING, depth, in),
              expression(Type.LONG, depth, in),
              expression(Type.CHAR, depth, in));
      case 1 ->
          Expression.of(
              Type.STRING, "((String) String.valueOf(#))", expression(Type.DOUBLE, depth, in));
      case 2 ->
          targets.isEmpty()
              ? leaf(Type.STRING, in)
              : Expression.of(
                  Type.STRING,
                  "(" + dice.pick(targets).name() + " += #)",
                  expression(dice.pick(List.of(Type.INT, Type.CHAR, Type.BOOLEAN)), depth, in));
      default -> concatenation(depth, in);
    };
  }

  private Expression concatenation(int depth, Surroundings in) {
    StringBuilder form = new StringBuilder("(\"c\"");
    List<Node> operands = new ArrayList<>();
    int count = 1 + dice.below(4);
    for (int i = 0; i < count; i++) {
      Type type = dice.pick(Type.PRINTABLE);
      form.append(type == Type.OBJECT ? " + cut(#)" : " + #");
      operands.add(expression(type, depth, in));
    }
    return new Expression(Type.STRING, form.append(')').toString(), operands);
  }

  private Expression object(int depth, Surroundings in) {
    Type type = dice.pick(Type.PRINTABLE);
    // javac 17 crashes on ((Object) (a && b)) instanceof String p.
    String form = type == Type.BOOLEAN ? "((Object) Boolean.valueOf(#))" : "((Object) #)";
    return Expression.of(Type.OBJECT, form, expression(type, depth, in));
  }

  private Expression pair(int depth, Surroundings in) {
    return dice.oneIn(2)
        ? Expression.of(
            Type.PAIR,
            "new Pair(#, #)",
            expression(Type.INT, depth, in),
            expression(Type.OBJECT, depth, in))
        : Expression.of(
            Type.PAIR,
            "new Pair(#, #, #)",
            expression(Type.INT, depth, in),
            longs(depth, in),
            expression(dice.oneIn(2) ? Type.PAIR : Type.OBJECT, depth, in));
  }

  private Expression array(Type type, int depth, Surroundings in) {
    Type element = type == Type.INTS ? Type.INT : Type.LONG;
    return Expression.of(
        type,
        "new " + element.text() + "[] {#, #}",
        expression(element, depth, in),
        expression(element, depth, in));
  }
}

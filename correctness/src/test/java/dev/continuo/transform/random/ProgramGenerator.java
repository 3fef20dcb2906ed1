package dev.continuo.transform.random;

import dev.continuo.transform.random.ExpressionGenerator.Signature;
import dev.continuo.transform.random.Node.Block;
import dev.continuo.transform.random.Node.Clauses;
import dev.continuo.transform.random.Node.Expression;
import dev.continuo.transform.random.Node.Statement;
import dev.continuo.transform.random.Surroundings.Variable;
import java.util.ArrayList;
import java.util.List;

/**
 * Makes the program of a seed. Of ten seeds in a row six are small, three of middle size, one is
 * large; a later method may be called by the earlier ones only, so nothing recurs.
 */
final class ProgramGenerator {

  private static final int FUEL = 24;

  private final Dice dice;
  private final int budget;
  private final int depth;
  private final List<Signature> callees = new ArrayList<>();

  private ProgramGenerator(Dice dice, int budget, int depth) {
    this.dice = dice;
    this.budget = budget;
    this.depth = depth;
  }

  /** The program of {@code seed}: always the same text. */
  static Program generate(long seed) {
    int place = (int) Math.floorMod(seed, 10L);
    int budget = place < 6 ? 30 : place < 9 ? 80 : 250;
    int depth = place < 6 ? 2 : place < 9 ? 3 : 4;
    ProgramGenerator generator = new ProgramGenerator(new Dice(seed, budget), budget, depth);
    return new Program(seed, generator.methods());
  }

  private Clauses methods() {
    List<Node> methods = new ArrayList<>();
    int count = dice.below(3);
    for (int i = 0; i < count; i++) {
      String name = "m" + i;
      methods.add(0, dice.within(budget / 4, () -> callee(name)));
    }
    methods.add(0, run());
    return new Clauses(methods);
  }

  private Statement callee(String name) {
    Type result = dice.pick(List.of(Type.INT, Type.STRING, Type.LONG, Type.OBJECT, Type.BOOLEAN));
    Surroundings in = Surroundings.method(result);
    List<Type> parameters = new ArrayList<>();
    StringBuilder form = new StringBuilder("@Async ");
    form.append(dice.pick("private static ", "static ")).append("Coroutine<");
    form.append(result.boxed()).append("> ").append(name).append("(Steps s, int[] fuel");
    int count = dice.below(4);
    for (int i = 0; i < count; i++) {
      Type type = dice.type();
      parameters.add(type);
      in.variables().add(new Variable(type, "a" + i, dice.oneIn(2), false));
      form.append(", ").append(type.text()).append(" a").append(i);
    }
    form.append(") throws Exception { if (fuel[0]-- <= 0) return value(");
    form.append(result.literals().get(0)).append("); #}");
    StatementGenerator statements = new StatementGenerator(dice, List.copyOf(callees));
    List<Node> body = new ArrayList<>();
    if (statements.fill(body, 1 + dice.below(3), depth, in, false)) {
      Expression last =
          new ExpressionGenerator(dice, statements, List.copyOf(callees)).expression(result, 2, in);
      body.add(Statement.of("return value(#);", last));
    }
    callees.add(new Signature(name, result, parameters));
    return Statement.of(form.toString(), new Clauses(body));
  }

  private Statement run() {
    Surroundings in = Surroundings.method(Type.STRING);
    List<Node> body = new ArrayList<>();
    body.add(Statement.of("int[] fuel = s.watch(new int[] {" + FUEL + "});"));
    for (Type type : List.of(Type.INT, Type.LONG, Type.STRING, Type.OBJECT, Type.INTS, Type.PAIR)) {
      String name = dice.name("v");
      boolean watched = type == Type.INTS || type == Type.PAIR;
      String initial = watched ? "s.watch(#)" : "#";
      body.add(
          Statement.of(
              type.text() + " " + name + " = " + initial + ";",
              Expression.of(type, type.literals().get(1))));
      in.variables().add(new Variable(type, name, true, false));
    }
    StatementGenerator statements = new StatementGenerator(dice, List.copyOf(callees));
    int count = 3 * depth;
    if (statements.fill(body, count, depth, in, true)) {
      body.add(Statement.of("return value(#);", end(in)));
    }
    return Statement.of(
        "@Async static Coroutine<?> run(Steps s) throws Exception #", new Block(body));
  }

  /** All locals as they are at the end; an expression, so that shrinking can leave them out. */
  private static Expression end(Surroundings in) {
    StringBuilder form = new StringBuilder("(\"end\"");
    List<Node> locals = new ArrayList<>();
    for (Variable variable : in.variables()) {
      if (Type.PRINTABLE.contains(variable.type()) && !variable.calls()) {
        form.append(" + \" \" + cut(String.valueOf(#))");
        locals.add(Expression.of(variable.type(), variable.name()));
      }
    }
    return new Expression(Type.STRING, form.append(')').toString(), locals);
  }
}

package dev.continuo.transform.random;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What a statement or an expression may refer to where it stands.
 *
 * @param variables in scope; a block adds to a list of its own
 * @param loops labels of the loops around, which can be left and continued
 * @param blocks labels of the other statements around, which can be left
 * @param returns the type of a return statement, or null where nothing may return
 * @param yields the type of a yield, or null outside of a switch expression
 * @param awaits whether an await may stand here
 * @param emits whether this is the body of a generator of Integers
 */
record Surroundings(
    List<Variable> variables,
    List<String> loops,
    List<String> blocks,
    @Nullable Type returns,
    @Nullable Type yields,
    boolean awaits,
    boolean emits) {

  /**
   * A local.
   *
   * @param assignable if not, it may be captured
   * @param calls the result of a variable that is a coroutine lambda, else null
   */
  record Variable(Type type, String name, boolean assignable, boolean calls) {}

  static Surroundings method(Type returns) {
    return new Surroundings(new ArrayList<>(), List.of(), List.of(), returns, null, true, false);
  }

  /** A block of its own: what is declared there is not known outside. */
  Surroundings block() {
    return new Surroundings(
        new ArrayList<>(variables), loops, blocks, returns, yields, awaits, emits);
  }

  Surroundings loop(String label) {
    return new Surroundings(
        new ArrayList<>(variables), and(loops, label), blocks, returns, yields, awaits, emits);
  }

  Surroundings labelled(String label) {
    return new Surroundings(
        new ArrayList<>(variables), loops, and(blocks, label), returns, yields, awaits, emits);
  }

  /** The body of a coroutine lambda. */
  Surroundings lambda(Type result) {
    return new Surroundings(captured(), List.of(), List.of(), result, null, true, false);
  }

  /** The body of a lambda that is a generator: it returns no value. */
  Surroundings generator() {
    return new Surroundings(captured(), List.of(), List.of(), null, null, true, true);
  }

  /** The body of a lambda that is plain Java. */
  Surroundings plainLambda() {
    return new Surroundings(captured(), List.of(), List.of(), null, null, false, false);
  }

  private List<Variable> captured() {
    return new ArrayList<>(variables.stream().filter(v -> !v.assignable()).toList());
  }

  /** An arm of a switch expression: nothing may leave it but a yield or a failure. */
  Surroundings arm(Type result) {
    return new Surroundings(
        new ArrayList<>(variables), List.of(), List.of(), null, result, awaits, emits);
  }

  private static List<String> and(List<String> labels, String label) {
    List<String> all = new ArrayList<>(labels);
    all.add(label);
    return List.copyOf(all);
  }
}

package dev.continuo.transform.random;

import dev.continuo.transform.random.Node.Clauses;
import dev.continuo.transform.random.Node.Statement;
import java.util.List;

/**
 * A class with a coroutine {@code run} and coroutines that it calls.
 *
 * @param seed what it was made of
 * @param methods {@code run} and the others
 */
record Program(long seed, Clauses methods) {

  private static final String HEADER =
      """
      package programs;

      import static dev.continuo.Continuo.*;
      import static programs.Vocabulary.*;

      import dev.continuo.AsyncGenerator;
      import dev.continuo.CancelledError;
      import dev.continuo.Coroutine;
      import dev.continuo.annotation.Async;
      import dev.continuo.constructs.Steps;
      import java.util.List;

      """;

  /** The simple name of its class, in the package {@code programs}. */
  String name() {
    return "Program" + seed;
  }

  /** Whether shrinking has left the method that is run. */
  boolean canRun() {
    return methods.children().stream()
        .anyMatch(m -> m instanceof Statement method && method.form().contains(" run(Steps s)"));
  }

  /** The compilation unit. */
  String text() {
    return HEADER + "public class " + name() + " {\n" + Printer.print(methods) + "}\n";
  }

  /** The same program with less in it. */
  Program with(Node smaller) {
    return new Program(seed, new Clauses(List.copyOf(smaller.children())));
  }
}

package dev.continuo.transform.random;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.util.List;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;

/** Random programs can be made again, and made small. */
class ShrinkerTest {

  @Test
  void aSeedGivesTheSameText() {
    for (long seed = 0; seed < 100; seed++) {
      assertThat(ProgramGenerator.generate(seed).text())
          .isEqualTo(ProgramGenerator.generate(seed).text());
    }
    assertThat(ProgramGenerator.generate(1).methods())
        .isNotEqualTo(ProgramGenerator.generate(11).methods());
  }

  @Test
  void littleIsLeftButWhatFails() throws IOException {
    Batch.Workshop workshop = new Batch.Workshop("shrinker");
    List<Program> defective =
        LongStream.range(0, 2000)
            .mapToObj(ProgramGenerator::generate)
            .filter(ShrinkerTest::hasADefect)
            .limit(3)
            .toList();
    assertThat(defective).hasSize(3);

    for (Program program : defective) {
      Program small = new Shrinker(p -> hasADefect(p) && compiles(workshop, p)).shrink(program);

      assertThat(hasADefect(small)).isTrue();
      assertThat(small.methods().children()).as(small.text()).hasSize(1);
      // 17 if the try has a resource, whose form no step changes to that of a plain try: methods,
      // run, body, fuel; try, resources, resource, its number, body, clauses, finally, its body;
      // while, condition, body; return, its value.
      assertThat(small.methods().size()).as(small.text()).isLessThanOrEqualTo(17);
    }
  }

  /** An artificial defect: a while loop in a finally block. */
  private static boolean hasADefect(Program program) {
    return hasADefect(program.methods(), false);
  }

  private static boolean hasADefect(Node node, boolean inFinally) {
    boolean inside = inFinally;
    if (node instanceof Node.Statement statement) {
      if (inFinally && statement.form().contains(": while (")) {
        return true;
      }
      inside |= statement.form().startsWith("finally");
    }
    for (Node child : node.children()) {
      if (hasADefect(child, inside)) {
        return true;
      }
    }
    return false;
  }

  private static boolean compiles(Batch.Workshop workshop, Program program) {
    try {
      workshop.batch(List.of(program));
      return true;
    } catch (MemoryCompiler.RejectedException e) {
      return false;
    }
  }
}

package dev.continuo.transform.boundaries;

import static org.assertj.core.api.Assertions.assertThat;

import dev.continuo.transform.DiagnosticCode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

/**
 * Every method of six libraries is suspended before every instruction: the transformer must not
 * fail, and the JVM must accept what it writes. The ordinary build takes one class of forty; {@code
 * -Dboundaries.every=1} takes all.
 */
class InstructionBoundariesTest {

  private static final int EVERY = Integer.getInteger("boundaries.every", 40);
  private static final int PROGRESS = 1000;

  /** Where the transformer failed once: jumps in methods of nearly 64 KB. */
  private static final Set<String> ONCE_REFUSED =
      Set.of("scala/collection/immutable/Vector6", "kotlin/time/InstantKt");

  private static List<Library> libraries() throws IOException {
    return List.of(
        Library.of(org.objectweb.asm.ClassReader.class),
        Library.of(org.apache.commons.lang3.StringUtils.class),
        Library.of(com.google.common.collect.ImmutableList.class),
        Library.of(kotlin.collections.CollectionsKt.class),
        Library.of(net.bytebuddy.ByteBuddy.class),
        Library.of(scala.collection.immutable.List.class));
  }

  @Test
  void methodsOfLibrariesAreSuspendedAnywhere() throws IOException {
    StringBuilder report = new StringBuilder();
    List<String> failures = new ArrayList<>();
    Set<String> refusals = new HashSet<>();
    int methods = 0;
    for (Library library : libraries()) {
      Tally tally = new Tally();
      Trial trial = new Trial(library, tally);
      List<String> names = List.copyOf(library.classes().keySet());
      AtomicInteger done = new AtomicInteger();
      java.util.stream.IntStream.range(0, names.size())
          .filter(i -> i % EVERY == 0 || ONCE_REFUSED.contains(names.get(i)))
          .parallel()
          .forEach(
              i -> {
                trial.run(names.get(i));
                if (done.incrementAndGet() % PROGRESS == 0) {
                  System.out.println(library.name() + ": " + done + " classes, " + tally.text());
                }
              });
      report.append(library.name()).append(": ").append(tally.text());
      failures.addAll(tally.failures());
      refusals.addAll(tally.refusals());
      methods += tally.methods();
    }
    report.append(methods).append(" methods in all\n");
    Path folder = Path.of("target", "boundaries", "jdk" + Runtime.version().feature());
    Files.createDirectories(folder);
    Files.writeString(folder.resolve("report.txt"), report);
    System.out.println(report);

    assertThat(failures).isEmpty();
    assertThat(refusals).isSubsetOf(DiagnosticCode.TOO_LARGE.id());
    // A library sorts its classes by name: the sample is the same in every build, but not its part.
    assertThat(methods).isGreaterThan(70_000 / EVERY * 9 / 10);
  }
}

package dev.continuo.frontends;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * One project and its five ways to be transformed: it prints the same text, and its mistakes have
 * the same codes in the same lines of the same files, on every JDK.
 */
class FiveWaysIT {

  private static final String TEXT =
      """
      streams   tea oiljam 10 30 50 1 4 9 16
      group     [tea, Item at 4.05, oil-can, Item at 11.69, jam, Item at 2.74]
      resources [open first, open second, first: one, close second, close first,\
       caught second: empty line, finally]
      lambdas   3030
      inner     Item[name=oil-can, cents=1299, weight=7]
      failure   gas weighs -1
      """;

  /** A front end, used on the project. */
  interface Way {
    UserProject.Outcome on(UserProject project) throws Exception;
  }

  static Stream<Arguments> waysOnEveryJdk() {
    return Jdk.all()
        .flatMap(
            jdk ->
                Stream.of(
                    way(
                        jdk,
                        "async-maven-plugin",
                        "class files",
                        p -> p.byMaven("with-plugin.xml")),
                    way(jdk, "javac -processorpath", "sources", UserProject::byJavac),
                    way(
                        jdk,
                        "maven-compiler-plugin with annotationProcessorPaths",
                        "sources",
                        p -> p.byMaven("with-async-javac.xml")),
                    way(jdk, "-javaagent", "class files", UserProject::byAgent),
                    way(jdk, "async-cli on a jar", "class files", UserProject::byCommand)));
  }

  private static Arguments way(Jdk jdk, String name, String reads, Way way) {
    return Arguments.of(jdk, name, reads, way);
  }

  @ParameterizedTest(name = "{0}: {1}")
  @MethodSource("waysOnEveryJdk")
  void theSameOutputAndTheSameMistakes(
      Jdk jdk, String name, String reads, Way way, @TempDir Path folder) throws Exception {
    List<String> mistakes =
        Mistakes.announced(UserProject.sources(Path.of("src", "it", "misuse")), reads);
    assertThat(mistakes).hasSize(17).doesNotHaveDuplicates();

    UserProject.Outcome outcome = way.on(UserProject.copy(folder, jdk));

    assertThat(outcome.output()).isEqualTo(TEXT);
    assertThat(outcome.mistakes()).isEqualTo(mistakes);
  }
}

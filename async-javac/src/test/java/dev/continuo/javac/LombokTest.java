package dev.continuo.javac;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.File;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Lombok stands before this processor, and rewrites trees of javac. */
class LombokTest {

  private static final String PATH =
      String.join(
          File.pathSeparator,
          Path.of(lombok.Lombok.class.getProtectionDomain().getCodeSource().getLocation().getPath())
              .toString(),
          InProcess.classPathWithout("lombok"));

  @TempDir private Path folder;

  @Test
  void lomboksMethodsAndOursWorkTogether() throws Exception {
    InProcess program =
        new InProcess(folder)
            .processorPath(PATH)
            .source(
                "T.java",
                """
                @lombok.Value class Row { String name; int size; }
                class T {
                  @lombok.SneakyThrows @Async static Coroutine<Integer> sizes(List<Row> rows) {
                    lombok.val total = new int[1];
                    for (Row row : rows) { total[0] += await(value(row.getSize())); }
                    if (rows.isEmpty()) { throw new Exception("sneaky"); }
                    return value(total[0]);
                  }
                  static Object main() { return run(sizes(List.of(new Row("a", 2), new Row("b", 3)))); }
                }
                """);

    assertThat(program.compile().succeeds().messages()).isEmpty();
    assertThat(InProcess.call(program.output(), "T", "main")).isEqualTo(5);
  }

  @Test
  void aMistakeIsReportedWhereItStands() throws Exception {
    InProcess program =
        new InProcess(folder)
            .processorPath(PATH)
            .source(
                "T.java",
                """
                class T {
                  @lombok.Getter int size;
                  int m() {
                    return getSize() + await(value(1));
                  }
                }
                """);

    assertThat(program.compile().fails().codes()).containsExactly("T.java:4:24 ASYNC001");
  }
}

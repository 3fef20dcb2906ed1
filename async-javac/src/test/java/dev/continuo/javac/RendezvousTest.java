package dev.continuo.javac;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.OutputStream;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What the processor and the plugin of one compilation leave behind in the JVM: nothing. */
class RendezvousTest {

  private static final String ASYNC =
      "class T { @Async Coroutine<Integer> one() { return value(await(value(1))); } }";

  @TempDir private Path folder;

  @Test
  void theSystemPropertiesAreStringsAfterACompilation() throws Exception {
    InProcess program = new InProcess(folder).source("T.java", ASYNC);

    program.compile().succeeds();

    assertThat(program.classFiles()).containsKey("T$one$async.class");
    // The JDK itself adds some, such as user.timezone, when they are first asked for.
    assertThat(System.getProperties().keySet())
        .noneMatch(name -> name.toString().startsWith("dev.continuo"));
    assertThat(System.getProperties().values()).hasOnlyElementsOfType(String.class);
    System.getProperties().store(OutputStream.nullOutputStream(), null);
  }
}

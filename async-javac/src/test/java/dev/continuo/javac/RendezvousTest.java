package dev.continuo.javac;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.OutputStream;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What the processor and the plugin of one compilation leave behind in the JVM: nothing. */
class RendezvousTest {

  private static final String ASYNC =
      "class T { @Async Coroutine<Integer> one() { return value(await(value(1))); } }";

  @TempDir private Path folder;

  @Test
  void theSystemPropertiesAreStringsAfterACompilation() throws Exception {
    Set<Object> before = new HashSet<>(System.getProperties().keySet());
    InProcess program = new InProcess(folder).source("T.java", ASYNC);

    program.compile().succeeds();

    assertThat(program.classFiles()).containsKey("T$one$async.class");
    assertThat(System.getProperties().keySet()).isEqualTo(before);
    System.getProperties().store(OutputStream.nullOutputStream(), null);
  }
}

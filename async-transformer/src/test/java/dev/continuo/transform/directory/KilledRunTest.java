package dev.continuo.transform.directory;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.BufferedReader;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * A build that is killed leaves each class as the compiler wrote it or transformed, with all that
 * it needs; and the next run makes the directory whole. On real processes, at any moment.
 */
class KilledRunTest {

  private static final int CLASSES = 100;

  /** More take their time: {@code -Dcontinuo.kills=30}. */
  private static final int KILLS = Integer.getInteger("continuo.kills", 10);

  private static final String ROUND = "transformed and restored";

  @TempDir private Path folder;
  private ClassesDirectory classes;
  private ClassesDirectory originals;
  private Map<String, byte[]> original = Map.of();
  private SortedMap<String, byte[]> transformed = new TreeMap<>();

  @BeforeEach
  void compile() throws IOException {
    classes = new ClassesDirectory(folder.resolve("classes"));
    originals = new ClassesDirectory(folder.resolve("originals"));
    for (int i = 0; i < CLASSES; i++) {
      String name = "dev/example/p" + i % 7 + "/C" + i;
      originals.compile(name, "asyncOne", "asyncTwo");
      classes.compile(name, "asyncOne", "asyncTwo");
    }
    original = originals.contents();
    assertThat(classes.transform().succeeded()).isTrue();
    transformed = classes.contents();
    assertThat(transformed).hasSize(3 * CLASSES);
    EndlessRuns.restore(originals.root, classes.root);
  }

  @Test
  void everyClassIsOldOrNewAndTheNextRunRepairsAll() throws Exception {
    Random random = new Random(42);
    int mixed = 0;
    int leftovers = 0;
    for (int kill = 0; kill < KILLS; kill++) {
      killARun(random.nextDouble());
      mixed += checkHosts() ? 1 : 0;
      leftovers += temporaryFiles().isEmpty() ? 0 : 1;
      DirectoryReport repair = classes.transform();
      assertThat(repair.problems()).isEmpty();
      assertThat(temporaryFiles()).isEmpty();
      assertSame(classes.contents());
      EndlessRuns.restore(originals.root, classes.root);
    }
    // Else the kills have all missed the moments that matter.
    assertThat(mixed + leftovers).as("kills in the middle of a run").isPositive();
  }

  /**
   * Kills a process within its third round.
   *
   * @param part when, from 0 to 1, if that round takes as long as the second
   */
  private void killARun(double part) throws IOException, InterruptedException {
    Process process =
        new ProcessBuilder(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-XX:TieredStopAtLevel=1",
                "-cp",
                System.getProperty("java.class.path"),
                EndlessRuns.class.getName(),
                classes.root.toString(),
                originals.root.toString())
            .redirectError(ProcessBuilder.Redirect.INHERIT)
            .start();
    try (BufferedReader output = process.inputReader()) {
      assertThat(output.readLine()).isEqualTo(ROUND);
      long start = System.nanoTime();
      assertThat(output.readLine()).isEqualTo(ROUND);
      long moment = (long) (part * (System.nanoTime() - start));
      assertThat(process.waitFor(moment, TimeUnit.NANOSECONDS)).isFalse();
    } finally {
      process.destroyForcibly().waitFor();
    }
  }

  /** Whether some are old and some new. */
  private boolean checkHosts() {
    SortedMap<String, byte[]> found = classes.contents();
    int old = 0;
    List<String> wrong = new ArrayList<>();
    for (Map.Entry<String, byte[]> host : original.entrySet()) {
      byte[] now = found.getOrDefault(host.getKey(), new byte[0]);
      if (Arrays.equals(now, host.getValue())) {
        old++;
      } else if (!isNew(host.getKey(), found)) {
        wrong.add(host.getKey());
      }
    }
    assertThat(wrong).as("classes that are neither old nor new").isEmpty();
    return old > 0 && old < original.size();
  }

  /** A transformed host has all its coroutine classes. */
  private boolean isNew(String host, SortedMap<String, byte[]> found) {
    String stem = host.substring(0, host.length() - ".class".length());
    for (Map.Entry<String, byte[]> file : transformed.entrySet()) {
      boolean isPart = file.getKey().equals(host) || file.getKey().startsWith(stem + "$");
      if (isPart && !Arrays.equals(file.getValue(), found.get(file.getKey()))) {
        return false;
      }
    }
    return true;
  }

  private void assertSame(SortedMap<String, byte[]> found) {
    assertThat(found.keySet()).isEqualTo(transformed.keySet());
    found.forEach((name, bytes) -> assertThat(bytes).as(name).isEqualTo(transformed.get(name)));
  }

  private List<Path> temporaryFiles() throws IOException {
    try (Stream<Path> files = Files.walk(classes.root)) {
      return files.filter(f -> StagedFiles.isStagingName(String.valueOf(f.getFileName()))).toList();
    }
  }
}

package dev.continuo.conformance.file;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

/** Which descriptors of this process are those of a file: where the system tells. */
final class Descriptors {

  private static final Path OWN = Path.of("/proc/self/fd");

  private Descriptors() {}

  static long of(Path file) {
    assumeTrue(Files.isDirectory(OWN), "the system does not list open files");
    try (Stream<Path> all = Files.list(OWN)) {
      return all.filter(each -> leadsTo(each, file)).count();
    } catch (IOException e) {
      throw new AssertionError(e);
    }
  }

  private static boolean leadsTo(Path descriptor, Path file) {
    try {
      return Files.readSymbolicLink(descriptor).startsWith(file.toRealPath());
    } catch (IOException e) {
      return false; // closed meanwhile
    }
  }

  /** A thread may still be about to close it. */
  static void areClosed(Path file, Runnable between) {
    long deadline = System.nanoTime() + TimeUnit.SECONDS.toNanos(20);
    while (of(file) > 0 && System.nanoTime() < deadline) {
      between.run();
    }
    assertThat(of(file)).isZero();
  }
}

package dev.continuo.javac;

import static org.assertj.core.api.Assertions.assertThat;

import dev.continuo.transform.Diagnostic;
import dev.continuo.transform.directory.DirectoryListener;
import dev.continuo.transform.directory.DirectoryTransformation;
import java.io.File;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What comes out of javac is, byte for byte, what the Maven plugin makes of its output. */
class TransformedProgramsTest {

  private static final String STORE =
      """
      package shop;
      public class Store {
        private int sold;
        @Async Coroutine<Integer> sell(int count) {
          await(sleep(java.time.Duration.ofMillis(1)));
          sold += count;
          return value(sold);
        }
        @Async static Generator<String> names() { emit("a"); emit("b"); return done(); }
        static class Till implements AsyncCloseable {
          final List<String> log = new ArrayList<>();
          @Async public Coroutine<Void> closeAsync() { await(yieldNow()); log.add("closed"); return done(); }
        }
        interface Later { Coroutine<String> get(); }
        static Object main() throws Exception {
          AsyncCallable<Integer> twice = () -> value(await(new Store().sell(2)) * 2);
          Later later = new Later() {
            @Async public Coroutine<String> get() { await(yieldNow()); return value("later"); }
          };
          Till till = new Till();
          return run(all(twice, later, till)) + " " + till.log;
        }
        @Async static Coroutine<String> all(AsyncCallable<Integer> f, Later later, Till till) throws Exception {
          String text = "";
          for (String name : names()) { text += name; }
          try (till) {
            text += await(f.call());
          }
          return value(text + await(later.get()) + await(Other.of(3)));
        }
      }
      """;

  private static final String OTHER =
      """
      package shop;
      interface Other {
        @Async static Coroutine<Integer> of(int n) {
          await(yieldNow());
          return n == 0 ? value(0) : value(n + await(of(n - 1)));
        }
      }
      class Plain { int x = 1; }
      """;

  @TempDir private Path folder;

  private InProcess program() throws Exception {
    return new InProcess(folder).source("shop/Store.java", STORE).source("shop/Other.java", OTHER);
  }

  @Test
  void aProgramRuns() throws Exception {
    InProcess program = program();

    InProcess.Run run = program.compile().succeeds();

    assertThat(run.messages()).isEmpty();
    assertThat(InProcess.call(program.output(), "shop.Store", "main"))
        .isEqualTo("ab4later6 [closed]");
  }

  @Test
  void theClassesAreThoseOfTheMavenPlugin() throws Exception {
    InProcess program = program();
    program.compile().succeeds();
    Path plain = folder.resolve("plain");
    InProcess untouched =
        new InProcess(plain)
            .options("-Acontinuo.skip=true")
            .source("shop/Store.java", STORE)
            .source("shop/Other.java", OTHER);
    untouched.compile().succeeds();
    assertThat(untouched.classFiles().keySet()).noneMatch(name -> name.contains("$async"));

    List<Path> classPath =
        Arrays.stream(InProcess.CLASS_PATH.split(File.pathSeparator))
            .map(Path::of)
            .filter(Files::exists)
            .toList();
    assertThat(
            DirectoryTransformation.of(untouched.output())
                .withClassPath(classPath)
                .run(new NoMessages())
                .succeeded())
        .isTrue();

    SortedMap<String, String> expected = hex(untouched.classFiles());
    assertThat(expected.keySet()).filteredOn(name -> name.contains("$async")).hasSize(7);
    assertThat(hex(program.classFiles())).isEqualTo(expected);
  }

  @Test
  void theMavenPluginFindsNothingToDoAfterwards() throws Exception {
    InProcess program = program();
    program.compile().succeeds();
    SortedMap<String, String> before = hex(program.classFiles());

    var report = DirectoryTransformation.of(program.output()).run(new NoMessages());

    assertThat(report.classes()).isZero();
    assertThat(hex(program.classFiles())).isEqualTo(before);
  }

  private static SortedMap<String, String> hex(SortedMap<String, byte[]> files) {
    SortedMap<String, String> hex = new TreeMap<>();
    files.forEach((name, bytes) -> hex.put(name, HexFormat.of().formatHex(bytes)));
    return hex;
  }

  private static final class NoMessages implements DirectoryListener {
    @Override
    public void diagnostic(Diagnostic diagnostic) {
      throw new AssertionError(diagnostic.format());
    }

    @Override
    public void warning(String message) {
      throw new AssertionError(message);
    }

    @Override
    public void transformed(String className, int methods) {}
  }
}

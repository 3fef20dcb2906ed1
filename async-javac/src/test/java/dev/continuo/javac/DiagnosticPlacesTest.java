package dev.continuo.javac;

import static org.assertj.core.api.Assertions.assertThat;

import dev.continuo.transform.Diagnostic;
import dev.continuo.transform.directory.DirectoryListener;
import dev.continuo.transform.directory.DirectoryTransformation;
import java.io.File;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Each mistake is reported at the call (or declaration) that it is about, and is the one that the
 * Maven plugin reports. In the sources {@code /*123*}{@code /} stands before what ASYNC123 is
 * about, {@code /*!123*}{@code /} where the Maven plugin has another line.
 */
class DiagnosticPlacesTest {

  @TempDir private Path folder;

  static Stream<String> programs() {
    return Stream.of(
        // ---- calls
        """
        class T {
          int m() { return 1 + /*001*/await(value(1)); }
          void n(AsyncIterable<String> s) { /*001*/emit(1); for (String x : /*001*/each(s)) { } }
        }
        """,
        """
        class T {
          static int m() {
            return Math.max(
                1,
                Continuo
                    /*001*/.await(value(1)));
          }
        }
        """,
        """
        class T {
          @Async static Coroutine<Void> m(List<Coroutine<String>> list) {
            list.forEach(c -> System.out.println(/*002*/await(c)));
            Runnable r = () -> { /*002*/emit(1); };
            return done();
          }
        }
        """,
        """
        class T {
          int field = /*004*/await(value(1));
          static { /*004*/await(value(1)); }
          T() { super(); int x = 1; /*004*/await(value(x)); }
        }
        """,
        """
        class T {
          @Async Coroutine<Integer> m() {
            String s = "await(";
            synchronized (this) { s.length(); return value(/*003*/await(value(1))); }
          }
          @Async synchronized Coroutine<Integer> n() { return value(/*003*/await(value(1))); }
        }
        """,
        """
        class T {
          @Async Coroutine<Void> m() { await(value(1)); /*007*/emit(1); return done(); }
          @Async Generator<Integer> n() { emit(/*016*/await(value(1))); return done(); }
          @Async Coroutine<Integer> o(boolean b) { if (b) { return value(1); } return (Coroutine<Integer>) (Object) /*012*/done(); }
          @Async Generator<Integer> p() { emit(1); return (Generator<Integer>) (Object) /*022*/value(2); }
        }
        """,
        """
        class T {
          java.util.function.Function<Coroutine<String>, String> f() { return /*008*/Continuo::await; }
        }
        """,
        """
        class T {
          @Async Coroutine<Void> m(AsyncIterable<String> s) {
            Each<String> e = /*017*/each(s);
            return done();
          }
        }
        """,
        """
        class T {
          @Async Generator<Integer> numbers() {
            Generator raw = null;
            /*018*/emit("text");
            return done();
          }
        }
        """,
        // ---- declarations
        """
        class T {
          @Async int /*!006*/wrong() {
            return 1;
          }
          @Async native Coroutine<String> /*!005*/slow();
          @Async synchronized Coroutine<Integer> /*!104*/ramp() {
            return value(1);
          }
        }
        """,
        // ---- closes
        """
        class T {
          interface R extends AsyncCloseable {}
          void m(R r) throws Exception {
            r/*019*/.close();
          }
          Object n(R r) { AutoCloseable c = /*019*/r::close; return c; }
        }
        """,
        // ---- warnings
        """
        class T {
          @Async Coroutine<String> load() { return value("x"); }
          void m() { /*101*/load(); String s = "load"; }
          @Async Coroutine<Void> n(java.util.concurrent.CountDownLatch latch) throws Exception {
            await(value(1)); Thread/*103*/.sleep(1);
            latch
                /*103*/.await();
            /*103*/slowly();
            return done();
          }
          @Blocking void slowly() {}
        }
        """,
        """
        class T {
          @Async AsyncGenerator<Integer> m() {
            try (Timeout scope = timeout(java.time.Duration.ZERO)) {
              /*105*/emit(1);
            }
            return done();
          }
        }
        """);
  }

  @ParameterizedTest
  @MethodSource("programs")
  void mistakesAreAtTheirCallsAndAreThoseOfTheMavenPlugin(String program) throws Exception {
    Marks marks = Marks.of(program);
    InProcess compilation = new InProcess(folder.resolve("ours"));
    compilation.source("T.java", marks.text());
    int before =
        Files.readString(compilation.sourceFolder().resolve("T.java")).indexOf(marks.text());

    InProcess.Run run = compilation.compile();

    assertThat(run.crash()).isEmpty();
    assertThat(run.codes()).isEqualTo(marks.places(before));
    assertThat(run.succeeded()).isEqualTo(!marks.hasErrors());
    assertThat(
            run.diagnostics().stream()
                .map(d -> d.getMessage(Locale.ROOT))
                .filter(message -> message.startsWith("ASYNC"))
                .toList())
        .containsExactlyInAnyOrderElementsOf(
            mavenPlugin(marks).stream().map(Diagnostic::text).toList());
    if (marks.sameLines()) {
      assertThat(run.codes().stream().map(place -> place.replaceFirst(":[0-9]+ ", " ")))
          .containsExactlyInAnyOrderElementsOf(
              mavenPlugin(marks).stream()
                  .map(d -> d.source() + ":" + d.line() + " " + d.code().id())
                  .toList());
    }
  }

  private List<Diagnostic> mavenPlugin(Marks marks) throws Exception {
    InProcess plain = new InProcess(folder.resolve("maven")).options("-Acontinuo.skip");
    plain.source("T.java", marks.text()).compile().succeeds();
    List<Diagnostic> diagnostics = new ArrayList<>();
    DirectoryTransformation.of(plain.output())
        .withClassPath(
            Arrays.stream(InProcess.CLASS_PATH.split(File.pathSeparator))
                .map(Path::of)
                .filter(Files::exists)
                .toList())
        .run(
            new DirectoryListener() {
              @Override
              public void diagnostic(Diagnostic diagnostic) {
                diagnostics.add(diagnostic);
              }

              @Override
              public void warning(String message) {}

              @Override
              public void transformed(String className, int methods) {}
            });
    return diagnostics;
  }

  /** A program without its marks, and where they stood. */
  private record Marks(String text, List<Integer> offsets, List<String> codes, boolean sameLines) {

    static Marks of(String program) {
      Matcher mark = Pattern.compile("/\\*(!?)([0-9]{3})\\*/").matcher(program);
      StringBuilder text = new StringBuilder();
      List<Integer> offsets = new ArrayList<>();
      List<String> codes = new ArrayList<>();
      boolean sameLines = true;
      int from = 0;
      while (mark.find()) {
        text.append(program, from, mark.start());
        offsets.add(text.length());
        codes.add("ASYNC" + mark.group(2));
        sameLines &= mark.group(1).isEmpty();
        from = mark.end();
      }
      return new Marks(text.append(program.substring(from)).toString(), offsets, codes, sameLines);
    }

    boolean hasErrors() {
      return codes.stream().anyMatch(code -> code.compareTo("ASYNC100") < 0);
    }

    /** As {@link InProcess.Run#codes}; the first line has imports before the text. */
    List<String> places(int before) {
      List<String> places = new ArrayList<>();
      for (int i = 0; i < offsets.size(); i++) {
        String upTo = text.substring(0, offsets.get(i));
        long line = upTo.chars().filter(c -> c == '\n').count() + 1;
        int column = upTo.length() - upTo.lastIndexOf('\n') + (line == 1 ? before : 0);
        places.add("T.java:%d:%d %s".formatted(line, column, codes.get(i)));
      }
      return places.stream().sorted().toList();
    }
  }
}

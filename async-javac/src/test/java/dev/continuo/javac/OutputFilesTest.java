package dev.continuo.javac;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.util.Arrays;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Which files a compilation writes, deletes, and leaves alone. */
class OutputFilesTest {

  private static final String A =
      "package p; class A { @Async static Coroutine<Integer> a() { return value(await(B.b()) + 1); }"
          + " @Async static Coroutine<Integer> gone() { return value(await(value(1))); }"
          + " static Object main() { return run(a()); } }";
  private static final String B =
      "package p; class B { @Async static Coroutine<Integer> b() { return value(await(value(1))); } }";

  @TempDir private Path folder;

  private InProcess both() throws Exception {
    return new InProcess(folder).source("p/A.java", A).source("p/B.java", B);
  }

  @Test
  void aClassThatIsCompiledAloneIsTransformedAlone() throws Exception {
    InProcess program = both();
    program.compile().succeeds();
    Map<String, String> before = times(program.output());

    program.forgetSources().source("p/A.java", A.replace("+ 1", "+ 2")).compile().succeeds();

    assertThat(InProcess.call(program.output(), "p.A", "main")).isEqualTo(3);
    Map<String, String> after = times(program.output());
    assertThat(after.keySet()).isEqualTo(before.keySet());
    before.keySet().removeIf(file -> file.startsWith("p/A"));
    assertThat(after).containsAllEntriesOf(before);
  }

  @Test
  void anUntransformedClassThatIsNotCompiledIsLeftAlone() throws Exception {
    InProcess program = both();
    program.options("-Acontinuo.skip").compile().succeeds();
    byte[] compiled = program.classFiles().get("p/B.class");

    new InProcess(folder).source("p/A.java", A).compile().succeeds();

    assertThat(program.classFiles()).doesNotContainKey("p/B$b$async.class");
    assertThat(program.classFiles().get("p/B.class")).isEqualTo(compiled);
  }

  @Test
  void compilingAgainGivesTheSameBytes() throws Exception {
    InProcess program = both();
    program.compile().succeeds();
    Map<String, byte[]> first = program.classFiles();

    program.compile().succeeds();

    assertThat(program.classFiles().keySet()).isEqualTo(first.keySet());
    program.classFiles().forEach((name, bytes) -> assertThat(bytes).isEqualTo(first.get(name)));
  }

  @Test
  void theCoroutineClassOfARemovedMethodGoesAndThatOfARemovedClassToo() throws Exception {
    InProcess program = both();
    program.compile().succeeds();
    Files.delete(program.output().resolve("p/B.class"));
    String less = A.replaceFirst("@Async static Coroutine<Integer> gone.*?\\} ", "");

    program
        .forgetSources()
        .source("p/A.java", less.replace("B.b()", "value(4)"))
        .compile()
        .succeeds();

    assertThat(program.classFiles().keySet()).containsExactly("p/A$a$async.class", "p/A.class");
  }

  @Test
  void anErrorDeletesWhatWasCompiledAndOnlyThat() throws Exception {
    InProcess program = both();
    program.compile().succeeds();

    program
        .forgetSources()
        .source(
            "p/A.java", A.replace("static Object main() {", "static Object main() { await(a());"))
        .compile()
        .fails();

    assertThat(program.classFiles().keySet()).containsExactly("p/B$b$async.class", "p/B.class");
  }

  @Test
  void withoutAnOutputFolderClassesAreBesideTheirSources() throws Exception {
    InProcess program = both().besideSources();
    program.source(
        "other/place/C.java",
        "package q; class C { @Async Coroutine<Void> c() { return done(); } }");

    program.compile().succeeds();

    assertThat(InProcess.classFiles(program.sourceFolder()).keySet())
        .containsExactly(
            "other/place/C$c$async.class",
            "other/place/C.class",
            "p/A$a$async.class",
            "p/A$gone$async.class",
            "p/A.class",
            "p/B$b$async.class",
            "p/B.class");
    assertThat(InProcess.call(program.sourceFolder(), "p.A", "main")).isEqualTo(2);
  }

  @Test
  void implicitlyCompiledClassesAreTransformedToo() throws Exception {
    InProcess program = both();
    program.forgetSources().source("p/A.java", A);
    program.options("-implicit:class", "-sourcepath", program.sourceFolder().toString());

    program.compile().succeeds();

    assertThat(InProcess.call(program.output(), "p.A", "main")).isEqualTo(2);
    assertThat(program.classFiles()).containsKey("p/B$b$async.class");
  }

  @Test
  void implicitClassesThatAreNotWrittenDoNotMatter() throws Exception {
    InProcess program = both();
    program.forgetSources().source("p/A.java", A);
    program.options("-implicit:none", "-sourcepath", program.sourceFolder().toString());

    assertThat(program.compile().succeeds().messages()).isEmpty();
    assertThat(program.classFiles().keySet())
        .containsExactly("p/A$a$async.class", "p/A$gone$async.class", "p/A.class");
  }

  @Test
  void noTemporaryFileIsLeftAndOneOfAKilledRunGoes() throws Exception {
    InProcess program = both();
    Path left = program.output().resolve("p/.continuo-1-2-3.tmp");
    Files.createDirectories(left.resolveSibling(""));
    Files.writeString(left, "left");

    program.compile().succeeds();

    assertThat(program.classFiles().keySet()).allMatch(name -> name.endsWith(".class"));
  }

  @Test
  void aClassOfTheUserIsNotOverwrittenByACoroutineClass() throws Exception {
    InProcess program = both();
    program.source("p/Clash.java", "package p; class A$a$async { int mine; }");

    program.compile().succeeds();

    assertThat(program.classFiles()).containsKey("p/A$a$async$2.class");
    assertThat(InProcess.call(program.output(), "p.A", "main")).isEqualTo(2);
  }

  private static Map<String, String> times(Path folder) throws Exception {
    Map<String, String> times = new TreeMap<>();
    for (Map.Entry<String, byte[]> file : InProcess.classFiles(folder).entrySet()) {
      FileTime time = Files.getLastModifiedTime(folder.resolve(file.getKey()));
      times.put(file.getKey(), time + " " + Arrays.hashCode(file.getValue()));
    }
    return times;
  }
}

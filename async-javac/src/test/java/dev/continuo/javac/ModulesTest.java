package dev.continuo.javac;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.File;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Modular sources: supertypes come from the module path, class files go to folders of modules. */
class ModulesTest {

  private static final String MODULE_PATH =
      Arrays.stream(InProcess.CLASS_PATH.split(File.pathSeparator))
          .filter(entry -> entry.matches(".*(async-runtime|async-annotations).*"))
          .collect(Collectors.joining(File.pathSeparator));

  private static final String CLOSE =
      "class R implements AsyncCloseable {"
          + " @Async public Coroutine<Void> closeAsync() { await(yieldNow()); return done(); } }";

  @TempDir private Path folder;

  @Test
  void aModuleIsTransformed() throws Exception {
    InProcess program =
        new InProcess(folder)
            .options("--module-path", MODULE_PATH)
            .plainSource("module-info.java", "module app { requires dev.continuo.runtime; }")
            .source("p/R.java", "package p; public " + CLOSE)
            .source(
                "p/T.java",
                "package p; class T { @Async Coroutine<Void> m() throws Exception {"
                    + " try (R r = new R()) { await(yieldNow()); } return done(); } }");

    assertThat(program.compile().succeeds().messages()).isEmpty();
    assertThat(program.classFiles().keySet())
        .containsExactly(
            "module-info.class",
            "p/R$closeAsync$async.class",
            "p/R.class",
            "p/T$m$async.class",
            "p/T.class");
  }

  @Test
  void severalModulesWithFoldersOfTheirOwn() throws Exception {
    InProcess program =
        new InProcess(folder)
            .options(
                "--module-path",
                MODULE_PATH,
                "--module-source-path",
                folder.resolve("src").toString())
            .plainSource(
                "lib/module-info.java",
                "module lib { requires transitive dev.continuo.runtime; exports lib; }")
            .source("lib/lib/R.java", "package lib; public " + CLOSE)
            .source(
                "lib/hidden/T.java",
                "package hidden; class T { @Async Coroutine<Void> one() { return done(); } }")
            .plainSource("app/module-info.java", "module app { requires lib; }")
            .source(
                "app/hidden/T.java",
                "package hidden; class T { @Async Coroutine<Void> two() throws Exception {"
                    + " try (lib.R r = new lib.R()) { await(yieldNow()); } return done(); } }");

    assertThat(program.compile().succeeds().messages()).isEmpty();
    assertThat(program.classFiles().keySet())
        .containsExactly(
            "app/hidden/T$two$async.class",
            "app/hidden/T.class",
            "app/module-info.class",
            "lib/hidden/T$one$async.class",
            "lib/hidden/T.class",
            "lib/lib/R$closeAsync$async.class",
            "lib/lib/R.class",
            "lib/module-info.class");
  }

  @Test
  void anErrorInOneModuleLeavesNothingOfTheOthers() throws Exception {
    InProcess program =
        new InProcess(folder)
            .options(
                "--module-path",
                MODULE_PATH,
                "--module-source-path",
                folder.resolve("src").toString())
            .plainSource(
                "a/module-info.java", "module a { requires transitive dev.continuo.runtime; }")
            .source(
                "a/pa/A.java",
                "package pa; class A { @Async Coroutine<Void> m() { return done(); } }")
            .plainSource("b/module-info.java", "module b { requires dev.continuo.runtime; }")
            .source("b/pb/B.java", "package pb; class B {\n void m() { await(yieldNow()); } }");

    assertThat(program.compile().fails().codes()).containsExactly("B.java:2:13 ASYNC001");
    assertThat(program.classFiles().keySet()).allMatch(name -> name.endsWith("module-info.class"));
  }
}

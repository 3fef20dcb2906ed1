package dev.continuo.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What {@code --explain} finds, and says of what it does not. */
class ExplanationsTest extends UserSide {

  private static final String SHELF =
      IMPORTS
          + """
          import java.util.*;
          class Shelf {
            static class Box<T> {}
            @Async Coroutine<Integer> find(int at, String name) {
              await(yieldNow());
              return value(at);
            }
            @Async Coroutine<Integer> find(Map.Entry<String, Integer> entry, Box<?>... boxes) {
              await(yieldNow());
              return value(1);
            }
            @Async Coroutine<Integer> find() {
              await(yieldNow());
              return value(1);
            }
            int find(long at) {
              return 1;
            }
            static int size(int[] a) {
              return a.length;
            }
            static int size() {
              return 0;
            }
          }
          """;

  private Path shelf = Path.of("");

  @BeforeEach
  void compilesAShelf() throws IOException {
    shelf =
        compile(
            "shelf",
            Map.of("Shelf", SHELF, "Plain", "package dev.example; class Plain { void f() {} }"));
  }

  private Run explain(String what) {
    return run("--explain", what, shelf.toString());
  }

  @Test
  void aMethodThatIsNotAsync() throws IOException {
    String async =
        "the @Async methods of dev.example.Shelf are find(int, java.lang.String),"
            + " find(java.util.Map$Entry, dev.example.Shelf$Box[]), find()\n";
    assertThat(explain("dev.example.Shelf.size(int[])"))
        .isEqualTo(new Run(3, "", "error: dev.example.Shelf.size(int[]) is not @Async; " + async));
    assertThat(explain("dev.example.Shelf.size").errors())
        .isEqualTo("error: dev.example.Shelf.size(int[]), size() are not @Async; " + async);
    assertThat(explain("dev.example.Shelf.find(long)").errors())
        .isEqualTo("error: dev.example.Shelf.find(long) is not @Async; " + async);
    String plain =
        "error: dev.example.Plain.f() is not @Async; dev.example.Plain has no @Async methods\n";
    assertThat(explain("dev.example.Plain.f")).isEqualTo(new Run(3, "", plain));
    Path jar = jar("app.jar", shelf, List.of());
    assertThat(run("--explain", "dev.example.Plain.f", jar.toString()).errors()).isEqualTo(plain);
    assertThat(explain("dev.example.Shelf.none").errors())
        .contains("there is no class or method dev.example.Shelf.none");
  }

  /** What names a class in one input may name a method in the next. */
  @Test
  void theNextInputMayHaveIt() throws IOException {
    Path plain =
        compile("plain", Map.of("Store", "package dev.example; class Store { void load() {} }"));
    Run run = run("--explain", "dev.example.Store.load", plain.toString(), classes.toString());
    assertThat(run.exitCode()).isZero();
    assertThat(run.output()).contains("load(java.lang.String) coroutine");
  }

  @Test
  void allOverloadsOrOne() {
    Run all = explain("dev.example.Shelf.find");
    assertThat(all.exitCode()).isZero();
    assertThat(all.output())
        .startsWith("class dev.example.Shelf: 3 @Async methods\n  find(int, java.lang.String) ")
        .contains("  find(java.util.Map$Entry, dev.example.Shelf$Box[]) ")
        .contains("  find() ");
    for (Map.Entry<String, String> each :
        Map.of(
                "(int,String)", "find(int, java.lang.String)",
                "( int, java.lang.String )", "find(int, java.lang.String)",
                "(Entry<String, List<Integer>>, Box<?>...)",
                    "find(java.util.Map$Entry, dev.example.Shelf$Box[])",
                "(Map.Entry,Shelf$Box[])", "find(java.util.Map$Entry, dev.example.Shelf$Box[])",
                "()", "find()")
            .entrySet()) {
      Run one = explain("dev.example.Shelf.find" + each.getKey());
      assertThat(one.errors()).isEmpty();
      assertThat(one.output())
          .startsWith("class dev.example.Shelf: 1 @Async method\n  " + each.getValue() + " ");
    }
    assertThat(explain("dev.example.Shelf.find(tring)"))
        .isEqualTo(
            new Run(
                3,
                "",
                "error: none of the methods find of dev.example.Shelf has these parameters: find(int,"
                    + " java.lang.String), find(java.util.Map$Entry, dev.example.Shelf$Box[]),"
                    + " find(), find(long)\n"));
  }

  @Test
  void aClassThatWasTransformedBefore() {
    assertThat(run(shelf.toString()).exitCode()).isZero();
    assertThat(explain("dev.example.Shelf.find").errors())
        .isEqualTo(
            "error: dev.example.Shelf was transformed before: explain classes as the compiler wrote"
                + " them\n");
  }

  @Test
  void theClassesOfAJarHaveTheirNames() throws IOException {
    Path jar = jar("app.jar", shelf, List.of());
    assertThat(run("--explain", "dev.example.Plain", jar.toString()))
        .isEqualTo(
            new Run(
                0, "class dev.example.Plain: nothing to transform, or transformed before\n", ""));
    Path broken = Files.createDirectories(folder.resolve("broken"));
    Files.write(broken.resolve("Broken.class"), new byte[] {1, 2, 3});
    Path brokenJar = jar("broken.jar", broken, List.of());
    assertThat(run("--explain", "Broken", brokenJar.toString()).output())
        .startsWith("class Broken: cannot be transformed")
        .contains("'" + brokenJar + "!/Broken.class'");
  }

  @Test
  void aPictureDoesNotReplaceAnInput() throws IOException {
    Path jar = jar("app.jar", classes, List.of());
    Path link = Files.createSymbolicLink(folder.resolve("load.svg"), jar);
    Path store = classes.resolve("dev/example/Store.class");
    Map<String, String> before = content(folder);
    for (Path svg : List.of(jar, link, store)) {
      Run run =
          run(
              "--explain",
              "dev.example.Store.load",
              "--svg",
              svg.toString(),
              classes.toString(),
              jar.toString());
      assertThat(run.exitCode()).as("%s", svg).isEqualTo(3);
      assertThat(run.errors())
          .startsWith("error: " + svg + ": belongs to the input ")
          .hasLineCount(1);
      assertThat(run.output()).isEmpty();
    }
    assertThat(content(folder)).isEqualTo(before);
  }

  /** As it may lie when the current directory is an input. */
  @Test
  void aPictureInAnInputIsDrawnAgain() throws IOException {
    Path svg = classes.resolve("load.svg");
    for (int i = 0; i < 2; i++) {
      assertThat(
              run(
                      "--explain",
                      "dev.example.Store.load",
                      "--svg",
                      svg.toString(),
                      classes.toString())
                  .exitCode())
          .isZero();
      assertThat(svg).content().startsWith("<svg");
    }
  }

  @Test
  void aPictureThatCannotBe() throws IOException {
    Path file = Files.createFile(folder.resolve("file"));
    Path directory = Files.createDirectory(folder.resolve("directory"));
    for (Path svg :
        List.of(folder.resolve("missing/load.svg"), file.resolve("load.svg"), directory)) {
      Run run =
          run("--explain", "dev.example.Store.load", "--svg", svg.toString(), classes.toString());
      assertThat(run.exitCode()).as("%s", svg).isEqualTo(3);
      assertThat(run.errors())
          .startsWith("error: " + svg + ": ")
          .hasLineCount(1)
          .doesNotContain(".tmp", ".async-cli");
    }
    assertThat(directory).isEmptyDirectory();
  }
}

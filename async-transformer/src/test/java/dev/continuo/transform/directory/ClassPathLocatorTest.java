package dev.continuo.transform.directory;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.jar.JarEntry;
import java.util.jar.JarOutputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ClassPathLocatorTest {

  @TempDir private Path folder;
  private final List<String> warnings = new ArrayList<>();

  @Test
  void findsClassesInTheOutputDirectoryOnTheClassPathAndInTheJdk() throws IOException {
    ClassesDirectory classes = new ClassesDirectory(folder.resolve("classes"));
    classes.compile("dev/example/Store");
    ClassesDirectory other = new ClassesDirectory(folder.resolve("other"));
    other.compile("dev/example/Bank");
    Path jar = jar("dev/example/Mail");

    try (ClassPathLocator locator =
        new ClassPathLocator(classes.root, List.of(other.root, jar), warnings::add)) {
      assertThat(locator.locate("dev.example.Store").isResolved()).isTrue();
      assertThat(locator.locate("dev.example.Bank").isResolved()).isTrue();
      assertThat(locator.locate("dev.example.Mail").isResolved()).isTrue();
      assertThat(locator.locate("java.util.concurrent.CompletableFuture").isResolved()).isTrue();
      assertThat(locator.locate("java.sql.Connection").isResolved()).isTrue();
      assertThat(locator.locate("dev.example.Nowhere").isResolved()).isFalse();
    }
    assertThat(warnings).isEmpty();
  }

  @Test
  void aMissingEntryIsAWarningWithItsNameOnceSomeoneAsks() throws IOException {
    Path missing = folder.resolve("missing.jar");

    try (ClassPathLocator locator = new ClassPathLocator(folder, List.of(missing), warnings::add)) {
      assertThat(warnings).isEmpty();
      assertThat(locator.locate("java.lang.String").isResolved()).isTrue();
      assertThat(locator.locate("dev.example.Nowhere").isResolved()).isFalse();
    }
    assertThat(warnings)
        .singleElement()
        .asString()
        .startsWith("class path entry " + missing + " does not exist");
  }

  @Test
  void anEntryThatIsNoJarIsAWarningWithItsName() throws IOException {
    Path broken = Files.writeString(folder.resolve("broken.jar"), "no zip");

    try (ClassPathLocator locator = new ClassPathLocator(folder, List.of(broken), warnings::add)) {
      assertThat(locator.locate("java.lang.String").isResolved()).isTrue();
    }
    assertThat(warnings)
        .singleElement()
        .asString()
        .startsWith("class path entry " + broken + " cannot be read (");
  }

  private Path jar(String internalName) throws IOException {
    Path jar = folder.resolve("library.jar");
    try (OutputStream file = Files.newOutputStream(jar);
        JarOutputStream out = new JarOutputStream(file)) {
      out.putNextEntry(new JarEntry(internalName + ".class"));
      out.write(MiniatureTransform.classFile(internalName));
    }
    return jar;
  }
}

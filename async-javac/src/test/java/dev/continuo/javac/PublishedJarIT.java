package dev.continuo.javac;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.jar.JarEntry;
import java.util.jar.JarFile;
import org.junit.jupiter.api.Test;

/** One jar for a path that is shared with others: nothing in it has a name that is not its own. */
class PublishedJarIT {

  @Test
  void everyClassIsInPackagesOfThisModule() throws Exception {
    try (JarFile jar = open()) {
      List<String> classes =
          jar.stream().map(JarEntry::getName).filter(name -> name.endsWith(".class")).toList();

      assertThat(classes)
          .contains("dev/continuo/javac/ContinuoPlugin.class")
          .contains("dev/continuo/javac/shaded/transform/Transformer.class")
          .allMatch(name -> name.startsWith("dev/continuo/javac/"));
    }
  }

  @Test
  void bothServicesGradlesDeclarationAndTheLicencesAreInIt() throws Exception {
    try (JarFile jar = open()) {
      assertThat(text(jar, "META-INF/services/com.sun.source.util.Plugin"))
          .isEqualTo("dev.continuo.javac.ContinuoPlugin\n");
      assertThat(text(jar, "META-INF/services/javax.annotation.processing.Processor"))
          .isEqualTo("dev.continuo.javac.ContinuoProcessor\n");
      assertThat(text(jar, "META-INF/gradle/incremental.annotation.processors"))
          .isEqualTo("dev.continuo.javac.ContinuoProcessor,isolating\n");
      assertThat(text(jar, "META-INF/licenses/ASM")).contains("INRIA");
      assertThat(jar.getManifest().getMainAttributes().getValue("Automatic-Module-Name"))
          .isEqualTo("dev.continuo.javac");
    }
  }

  @Test
  void itsPomHasNoDependencyThatIsInside() throws Exception {
    Path jar = Path.of(System.getProperty("continuo.javac.jar"));
    Path pom = jar.resolveSibling("dependency-reduced-pom.xml");

    assertThat(
            Files.readString(pom)
                .replaceAll("(?s)<dependency>.{0,300}?<scope>.*?</dependency>", ""))
        .doesNotContain("<artifactId>async-transformer</artifactId>");
  }

  private static JarFile open() throws Exception {
    return new JarFile(System.getProperty("continuo.javac.jar"));
  }

  private static String text(JarFile jar, String entry) throws Exception {
    try (var stream = jar.getInputStream(jar.getEntry(entry))) {
      return new String(stream.readAllBytes(), StandardCharsets.UTF_8);
    }
  }
}

package dev.continuo.transform.constructs;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/**
 * async-javac makes of every construct, byte for byte, what {@link ConstructsTest} compares with
 * plain Java.
 */
class JavacFrontEndTest {

  @Test
  void itsClassesAreThoseOfTheTransformer() throws IOException {
    for (Variant variant : Variant.available()) {
      if (variant.compiler().isJavac()) {
        CompiledConstructs constructs = CompiledConstructs.of(variant);
        ClassFiles actual = constructs.byJavacFrontEnd();
        TransformedClasses expected =
            new TransformedClasses(constructs, constructs.folder().resolveSibling("dump"));
        List<String> hosts = names(constructs.folder());
        assertThat(hosts).isNotEmpty();
        for (String host : hosts) {
          assertThat(actual.read(host))
              .as("%s, %s", variant.name(), host)
              .isEqualTo(expected.read(host));
        }
        List<String> all = names(constructs.folder().resolveSibling("by-async-javac"));
        assertThat(all).hasSizeGreaterThan(hosts.size());
        for (String name : all) {
          assertThat(actual.read(name))
              .as("%s, %s", variant.name(), name)
              .isEqualTo(expected.read(name));
        }
      }
    }
  }

  private static List<String> names(Path folder) throws IOException {
    try (Stream<Path> files = Files.walk(folder)) {
      return files
          .map(file -> folder.relativize(file).toString().replace('\\', '/'))
          .filter(name -> name.endsWith(".class"))
          .map(name -> name.substring(0, name.length() - ".class".length()))
          .sorted()
          .toList();
    }
  }
}

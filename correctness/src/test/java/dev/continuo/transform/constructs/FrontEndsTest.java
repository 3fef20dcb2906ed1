package dev.continuo.transform.constructs;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/**
 * Every front end makes of every construct, byte for byte, what {@link ConstructsTest} compares
 * with plain Java. The everyday build takes javac's class files of the running JDK's language level
 * and those of Lombok, AspectJ and Kotlin; {@code -Dfront.end=javac}, {@code agent} or {@code cli}
 * takes all.
 */
class FrontEndsTest {

  @Test
  void asyncJavac() throws IOException {
    for (CompiledConstructs constructs : taken(FrontEnd.JAVAC)) {
      ClassFiles actual = constructs.byJavacFrontEnd();
      List<String> all = names(constructs.folder().resolveSibling("by-async-javac"));
      assertThat(all).hasSizeGreaterThan(names(constructs.folder()).size());
      assertSame(constructs, all, actual::read);
    }
  }

  @Test
  void asyncCliOnJars() throws IOException {
    List<CompiledConstructs> constructs = taken(FrontEnd.CLI);
    List<ClassFiles> transformed = CliFrontEnd.jars(constructs);
    for (int i = 0; i < transformed.size(); i++) {
      assertSame(constructs.get(i), names(constructs.get(i).folder()), transformed.get(i)::read);
      assertSame(constructs.get(i), coroutines(constructs.get(i)), transformed.get(i)::read);
    }
  }

  /** The coroutine classes, which the agent defines itself, are there when their host is. */
  @Test
  void asyncAgentWhileClassesAreLoaded() throws Exception {
    for (CompiledConstructs constructs : taken(FrontEnd.AGENT)) {
      LoadTimeLoader loader = (LoadTimeLoader) FrontEnd.AGENT.transform(constructs).newLoader();
      List<String> hosts = names(constructs.folder());
      for (String host : hosts) {
        Class.forName(host.replace('/', '.'), false, loader);
      }
      assertSame(constructs, hosts, loader::loaded);
      assertThat(coroutines(constructs)).isNotEmpty().allMatch(loader::hasDefined);
    }
  }

  private static List<CompiledConstructs> taken(FrontEnd frontEnd) throws IOException {
    List<CompiledConstructs> taken = new ArrayList<>();
    for (Variant variant : Variant.available()) {
      boolean everyday =
          (variant.cancels() && variant.compiler().isJavac())
              || variant.compiler().ownSources() != null;
      if (frontEnd.takes(variant) && (everyday || frontEnd == FrontEnd.chosen())) {
        taken.add(CompiledConstructs.of(variant));
      }
    }
    return taken;
  }

  private static void assertSame(
      CompiledConstructs constructs,
      List<String> names,
      Function<String, byte @Nullable []> actual) {
    for (String name : names) {
      assertThat(actual.apply(name))
          .as("%s, %s", constructs.variant().name(), name)
          .isEqualTo(constructs.transformed().read(name));
    }
  }

  /** The names of all coroutine classes of a variant. */
  private static List<String> coroutines(CompiledConstructs constructs) throws IOException {
    List<String> hosts = names(constructs.folder());
    hosts.forEach(constructs.transformed()::read);
    return constructs.transformed().withPrefix("").keySet().stream()
        .filter(name -> !hosts.contains(name))
        .toList();
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

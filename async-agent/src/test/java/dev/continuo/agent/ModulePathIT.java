package dev.continuo.agent;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.File;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** An application of named modules, started with {@code -p} and {@code -m}. */
class ModulePathIT {

  static Stream<Path> javas() {
    return Program.javas();
  }

  @ParameterizedTest
  @MethodSource("javas")
  void coroutineClassesBelongToTheModuleOfTheirHost(Path java, @TempDir Path folder) {
    Path sources = Program.resource("modules");
    Path modules = folder.resolve("modules");
    Program.compile(
        modules,
        List.of(
            "--module-path",
            Program.runtime(),
            "--module-source-path",
            sources.toString(),
            "--module",
            "app,shop,plugin"));
    String path =
        String.join(
            File.pathSeparator,
            modules.resolve("app").toString(),
            modules.resolve("shop").toString(),
            Program.runtime());

    Program.Run run =
        new Program(folder, modules)
            .java(
                java,
                List.of(
                    "-Xverify:all",
                    "-javaagent:" + Program.AGENT,
                    "-p",
                    path,
                    "-m",
                    "app/dev.app.Main",
                    modules.resolve("plugin").toString()))
            .succeeds();

    assertThat(run.errors().lines().filter(line -> !line.contains("-Xverify"))).isEmpty();
    assertThat(run.output())
        .isEqualTo(
            """
            coroutine in module app
            sold for 42
            till closed
            till closed
            hello from module plugin, who paid 8
            coroutine in module plugin
            """);
  }
}

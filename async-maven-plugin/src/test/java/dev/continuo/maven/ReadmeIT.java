package dev.continuo.maven;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What the README promises on its first screen, pasted into an empty project. */
class ReadmeIT {

  @Test
  void itsProgramBuildsWithItsPluginAndPrintsWhatItSays(@TempDir Path folder) throws Exception {
    String program = block("java");
    UserProject project = UserProject.copyOf("empty", folder);
    Files.createDirectories(folder.resolve("src/main/java"));
    Files.writeString(folder.resolve("src/main/java/Hello.java"), program);
    Path pom = folder.resolve("pom.xml");
    Files.writeString(
        pom, Files.readString(pom).replace("<!-- dependencies and build -->", block("xml")));

    project.maven("process-classes").succeeds();

    Matcher promised = Pattern.compile("println\\(.*// (.*)").matcher(program);
    assertThat(promised.find()).isTrue();
    assertThat(project.java("target/classes", "Hello").succeeds().output())
        .isEqualTo(promised.group(1) + "\n");
  }

  /** The first code block of a language. */
  private static String block(String language) throws IOException {
    Matcher block =
        Pattern.compile("(?s)```" + language + "\n(.*?)```")
            .matcher(Files.readString(Path.of("../README.md")));
    assertThat(block.find()).as("README.md has a block of " + language).isTrue();
    return block.group(1);
  }
}

package dev.continuo.frontends;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.TimeUnit;

/**
 * A program that has ended.
 *
 * @param exitCode how
 * @param output of the standard output stream
 * @param errors of the standard error stream
 */
record Run(int exitCode, String output, String errors) {

  /**
   * Runs a program to its end.
   *
   * @param folder where it is started, and its streams are kept
   * @param jdk the JAVA_HOME that it sees
   */
  static Run of(Path folder, Jdk jdk, List<String> command)
      throws IOException, InterruptedException {
    Path output = Files.createTempFile(folder, "run", ".out");
    Path errors = Files.createTempFile(folder, "run", ".err");
    ProcessBuilder builder =
        new ProcessBuilder(command)
            .directory(folder.toFile())
            .redirectOutput(output.toFile())
            .redirectError(errors.toFile());
    builder.environment().put("JAVA_HOME", jdk.home().toString());
    builder.environment().keySet().removeAll(List.of("MAVEN_ARGS", "MAVEN_HOME"));
    // These runs are short: what a good compiler would need to warm up is most of them.
    builder.environment().put("MAVEN_OPTS", "-XX:TieredStopAtLevel=1 -XX:+UseSerialGC");
    Process process = builder.start();
    boolean ended = process.waitFor(5, TimeUnit.MINUTES);
    if (!ended) {
      process.destroyForcibly().waitFor();
    }
    Run run = new Run(process.exitValue(), Files.readString(output), Files.readString(errors));
    assertThat(ended).as("%s ended in time:%n%s", command, run).isTrue();
    return run;
  }

  Run succeeds() {
    assertThat(exitCode).as(toString()).isZero();
    return this;
  }

  Run fails() {
    assertThat(exitCode).as(toString()).isEqualTo(1);
    return this;
  }
}

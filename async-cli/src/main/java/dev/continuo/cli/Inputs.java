package dev.continuo.cli;

import dev.continuo.transform.directory.DirectoryReport;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** Transforms, or checks, one input after the other; all of them, also after a failure. */
final class Inputs {

  private final Settings settings;
  private final Console console;

  Inputs(Settings settings, Console console) {
    this.settings = settings;
    this.console = console;
  }

  /** The exit code. */
  int transform(List<Path> inputs, @Nullable Path output) {
    int worst = ExitCode.FINE;
    for (Path input : inputs) {
      worst = Math.max(worst, transform(input, output, inputs.size() > 1));
    }
    return worst;
  }

  private int transform(Path input, @Nullable Path output, boolean several) {
    try {
      if (Files.isDirectory(input)) {
        return directory(input, output);
      }
      Path target =
          output == null
              ? input
              : isJarName(output) && !several
                  ? output
                  : output.resolve(String.valueOf(input.getFileName()));
      return new JarTransformation(settings, console).transform(input, target);
    } catch (IOException e) {
      console.error(input + ": cannot be read or written (" + e + "): nothing was changed");
      return ExitCode.FILES;
    }
  }

  private static boolean isJarName(Path path) {
    return !Files.isDirectory(path) && path.toString().endsWith(".jar");
  }

  private int directory(Path input, @Nullable Path output) throws IOException {
    Path classes = input;
    if (output != null && !settings.check()) {
      // what is wrong is known before anything is copied
      DirectoryReport report = settings.of(input, List.of()).check(console);
      int code = console.problems(report);
      if (code != ExitCode.FINE) {
        return code;
      }
      copy(input, output);
      classes = output;
      return say(classes, settings.of(classes, List.of()).run(new Unheard(console)));
    }
    return say(
        classes,
        settings.check()
            ? settings.of(classes, List.of()).check(console)
            : settings.of(classes, List.of()).run(console));
  }

  private int say(Path classes, DirectoryReport report) {
    int code = console.problems(report);
    if (code == ExitCode.FINE) {
      console.result(classes + ": " + Summary.of(report, settings.check()));
    }
    return code;
  }

  private static void copy(Path from, Path to) throws IOException {
    Files.createDirectories(to);
    if (to.toRealPath().startsWith(from.toRealPath())) {
      throw new IOException("the output " + to + " lies in the input");
    }
    try (Stream<Path> files = Files.walk(from)) {
      for (Path file : files.sorted().toList()) {
        Path target = to.resolve(from.relativize(file).toString());
        if (Files.isDirectory(file)) {
          Files.createDirectories(target);
        } else {
          Files.copy(
              file,
              target,
              java.nio.file.StandardCopyOption.REPLACE_EXISTING,
              java.nio.file.StandardCopyOption.COPY_ATTRIBUTES);
        }
      }
    }
  }
}

package dev.continuo.cli;

import dev.continuo.transform.directory.DirectoryReport;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
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
  int transform(List<Path> inputs, @Nullable Path output) throws IOException {
    boolean copies = output != null;
    List<Placement> placements = Placement.of(inputs, output);
    if (copies) {
      List<String> collisions = Placement.collisions(placements);
      collisions.forEach(console::error);
      if (!collisions.isEmpty()) {
        return ExitCode.FILES;
      }
    }
    int worst = ExitCode.FINE;
    for (Placement each : placements) {
      worst = Math.max(worst, transform(each, copies));
    }
    return worst;
  }

  private int transform(Placement place, boolean copies) {
    try {
      if (!place.isDirectory()) {
        return new JarTransformation(settings, console).transform(place.input(), place.target());
      }
      if (settings.check()) {
        return say(place.target(), settings.of(place.input(), List.of()).check(console));
      }
      return copies
          ? copied(place.input(), place.target())
          : say(place.target(), settings.of(place.input(), List.of()).run(console));
    } catch (IOException | RuntimeException | StackOverflowError e) {
      return console.failure(place.input().toString(), e);
    } finally {
      console.sayAsIs();
    }
  }

  /** The output is touched when all of the input is known to be fine, and only there. */
  private int copied(Path input, Path output) throws IOException {
    Path folder = Files.createTempDirectory("async-cli").toRealPath();
    try {
      Path classes = folder.resolve("classes");
      console.say(input, classes);
      Folders.copy(input, classes, console);
      DirectoryReport report = settings.of(classes, List.of()).run(console);
      int code = console.problems(report);
      if (code == ExitCode.FINE) {
        code = publish(classes, output);
      }
      if (code == ExitCode.FINE) {
        console.result(output + ": " + Summary.of(report, false));
      }
      return code;
    } finally {
      Folders.discard(folder, console);
    }
  }

  private int publish(Path classes, Path output) {
    try {
      Folders.deleteOrphans(Folders.copy(classes, output, console));
      return ExitCode.FINE;
    } catch (IOException e) {
      console.error(
          output + ": cannot be written (" + e + "): what is there now is incomplete: run again");
      return ExitCode.FILES;
    }
  }

  private int say(Path target, DirectoryReport report) {
    int code = console.problems(report);
    if (code == ExitCode.FINE) {
      console.result(target + ": " + Summary.of(report, settings.check()));
    }
    return code;
  }
}

package dev.continuo.cli;

import dev.continuo.transform.directory.DirectoryReport;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

/**
 * A jar: unpacked, transformed as a directory, and packed in the order it had, with each coroutine
 * class behind its host. The new jar replaces the old one at once.
 *
 * <p>Classes of an executable jar that lie in {@code BOOT-INF/classes} or {@code WEB-INF/classes}
 * are transformed too; the jars inside it are only looked into, for what its classes extend.
 */
final class JarTransformation {

  private static final List<String> ROOTS = List.of("BOOT-INF/classes", "WEB-INF/classes");
  private static final List<String> LIBRARIES = List.of("BOOT-INF/lib", "WEB-INF/lib");

  private final Settings settings;
  private final Console console;

  JarTransformation(Settings settings, Console console) {
    this.settings = settings;
    this.console = console;
  }

  /** The exit code. */
  int transform(Path jar, Path target) throws IOException {
    Path folder = Files.createTempDirectory("async-cli").toRealPath();
    try {
      Path classes = folder.resolve("classes");
      console.sayInJar(jar, classes);
      JarContent content = JarContent.unpack(jar, classes);
      // What was unpacked is transformed for a check too: what is there then tells of both runs.
      DirectoryReport report = settings.of(classes, libraries(classes)).run(console);
      int code = console.problems(report);
      if (code == ExitCode.FINE) {
        code = write(content, classes, report, jar, target);
      }
      if (code == ExitCode.FINE) {
        console.result(target + ": " + Summary.of(report, settings.check()));
      }
      return code;
    } finally {
      Folders.discard(folder, console);
    }
  }

  /** A jar without work stays as it is, byte by byte, and so may be signed, or read-only. */
  private int write(JarContent content, Path classes, DirectoryReport report, Path jar, Path target)
      throws IOException {
    boolean hasWork = report.classes() > 0 || !report.deleted().isEmpty();
    if (!hasWork && Files.exists(target) && Files.isSameFile(jar, target)) {
      return ExitCode.FINE;
    }
    if (hasWork && content.isSigned() && !settings.stripSignatures()) {
      console.error(
          jar
              + ": is signed, and its signatures would not fit any more: transform before signing,"
              + " or say --strip-signatures");
      return ExitCode.FILES;
    }
    if (ReplacedFile.isRefused(target, console)) {
      return ExitCode.FILES;
    }
    if (settings.check()) {
      return ExitCode.FINE;
    }
    return ReplacedFile.write(
        target,
        jar,
        staged -> {
          Files.createDirectories(staged.resolveSibling(""));
          if (hasWork) {
            content.pack(classes, staged);
          } else {
            Files.copy(jar, staged, StandardCopyOption.COPY_ATTRIBUTES);
          }
        },
        console);
  }

  /** What the classes of an executable jar see besides their own folder. */
  static List<Path> libraries(Path classes) throws IOException {
    List<Path> all = new ArrayList<>();
    for (String root : ROOTS) {
      if (Files.isDirectory(classes.resolve(root))) {
        all.add(classes.resolve(root));
      }
    }
    for (String library : LIBRARIES) {
      Path folder = classes.resolve(library);
      if (Files.isDirectory(folder)) {
        try (Stream<Path> jars = Files.list(folder)) {
          jars.filter(file -> file.toString().endsWith(".jar")).sorted().forEach(all::add);
        }
      }
    }
    return all;
  }
}

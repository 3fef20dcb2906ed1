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
    Path folder = Files.createTempDirectory("async-cli");
    try {
      Path classes = folder.resolve("classes");
      JarContent content = JarContent.unpack(jar, classes);
      console.sayInJar(jar, classes.toRealPath());
      DirectoryReport report =
          settings.check()
              ? settings.of(classes, libraries(classes)).check(console)
              : settings.of(classes, libraries(classes)).run(console);
      int code = console.problems(report);
      if (code == ExitCode.FINE && !settings.check()) {
        code = write(content, classes, report, jar, target);
      }
      if (code == ExitCode.FINE) {
        console.result(target + ": " + Summary.of(report, settings.check()));
      }
      return code;
    } finally {
      console.sayAsIs();
      Folders.discard(folder, console);
    }
  }

  /** A jar without work stays as it is, byte by byte, and so may be signed. */
  private int write(JarContent content, Path classes, DirectoryReport report, Path jar, Path target)
      throws IOException {
    if (report.classes() == 0 && report.deleted().isEmpty()) {
      if (!Files.exists(target) || !Files.isSameFile(jar, target)) {
        replace(jar, target, staged -> copy(jar, staged));
      }
      return ExitCode.FINE;
    }
    if (content.isSigned() && !settings.stripSignatures()) {
      console.error(
          jar
              + ": is signed, and its signatures would not fit any more: transform before signing,"
              + " or say --strip-signatures");
      return ExitCode.FILES;
    }
    replace(jar, target, staged -> content.pack(classes, staged));
    return ExitCode.FINE;
  }

  private static void copy(Path jar, Path staged) throws IOException {
    Files.copy(
        jar, staged, StandardCopyOption.REPLACE_EXISTING, StandardCopyOption.COPY_ATTRIBUTES);
  }

  /** Writes a file. */
  private interface Content {
    void write(Path file) throws IOException;
  }

  /** At once; a file behind a link is replaced, not the link. */
  private static void replace(Path jar, Path link, Content content) throws IOException {
    boolean isThere = Files.exists(link);
    Path target = isThere ? link.toRealPath() : link.toAbsolutePath();
    Path folder = target.getParent();
    if (folder == null) {
      throw new IOException(target + " is no file");
    }
    Files.createDirectories(folder);
    Path staged = Files.createTempFile(folder, ".async-cli", ".tmp");
    try {
      content.write(staged);
      JarContent.copyPermissions(isThere ? target : jar, staged);
      Files.move(
          staged, target, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
    } finally {
      Files.deleteIfExists(staged);
    }
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

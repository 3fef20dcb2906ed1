package dev.continuo.cli;

import dev.continuo.transform.directory.DirectoryReport;
import java.io.IOException;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.BasicFileAttributes;
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
      if (content.isSigned() && !settings.stripSignatures() && !settings.check()) {
        console.error(
            jar
                + ": is signed, and its signatures would not fit any more: transform before signing,"
                + " or say --strip-signatures");
        return ExitCode.FILES;
      }
      console.say(jar + "!/", classes.toRealPath() + "/");
      DirectoryReport report =
          settings.check()
              ? settings.of(classes, libraries(classes)).check(console)
              : settings.of(classes, libraries(classes)).run(console);
      int code = console.problems(report);
      if (code == ExitCode.FINE) {
        if (!settings.check()) {
          write(content, classes, target);
        }
        console.result(target + ": " + Summary.of(report, settings.check()));
      }
      return code;
    } finally {
      console.say("", "");
      delete(folder);
    }
  }

  private static void write(JarContent content, Path classes, Path target) throws IOException {
    Path folder = target.toAbsolutePath().getParent();
    if (folder == null) {
      throw new IOException(target + " is no file");
    }
    Files.createDirectories(folder);
    Path staged = Files.createTempFile(folder, ".async-cli", ".tmp");
    try {
      content.pack(classes, staged);
      if (Files.exists(target)) {
        JarContent.copyPermissions(target, staged);
      }
      Files.move(
          staged, target, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
    } finally {
      Files.deleteIfExists(staged);
    }
  }

  private static List<Path> libraries(Path classes) throws IOException {
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

  static void delete(Path folder) throws IOException {
    Files.walkFileTree(
        folder,
        new SimpleFileVisitor<>() {
          @Override
          public FileVisitResult visitFile(Path file, BasicFileAttributes attributes)
              throws IOException {
            Files.delete(file);
            return FileVisitResult.CONTINUE;
          }

          @Override
          public FileVisitResult postVisitDirectory(
              Path directory, @org.jspecify.annotations.Nullable IOException failure)
              throws IOException {
            Files.delete(directory);
            return FileVisitResult.CONTINUE;
          }
        });
  }
}

package dev.continuo.cli;

import dev.continuo.transform.Marker;
import java.io.IOException;
import java.nio.file.DirectoryIteratorException;
import java.nio.file.DirectoryStream;
import java.nio.file.FileSystemLoopException;
import java.nio.file.FileVisitOption;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Copies and deletes whole folders. */
final class Folders {

  private Folders() {}

  /**
   * Copies files with their times and permissions, those behind links too.
   *
   * @return the copies
   */
  static Set<Path> copy(Path from, Path to, Console console) throws IOException {
    Set<Path> copies = new LinkedHashSet<>();
    Files.walkFileTree(
        from,
        EnumSet.of(FileVisitOption.FOLLOW_LINKS),
        Integer.MAX_VALUE,
        new SimpleFileVisitor<>() {
          @Override
          public FileVisitResult preVisitDirectory(Path folder, BasicFileAttributes attributes)
              throws IOException {
            Files.createDirectories(below(folder));
            return FileVisitResult.CONTINUE;
          }

          @Override
          public FileVisitResult visitFile(Path file, BasicFileAttributes attributes)
              throws IOException {
            Files.copy(
                file,
                below(file),
                StandardCopyOption.REPLACE_EXISTING,
                StandardCopyOption.COPY_ATTRIBUTES);
            copies.add(below(file));
            return FileVisitResult.CONTINUE;
          }

          @Override
          public FileVisitResult visitFileFailed(Path file, IOException failure)
              throws IOException {
            if (failure instanceof FileSystemLoopException) {
              console.warning(file + " links to a directory above it, and is left out");
              return FileVisitResult.CONTINUE;
            }
            throw failure;
          }

          private Path below(Path path) {
            return to.resolve(from.relativize(path).toString());
          }
        });
    return copies;
  }

  /** What {@link #copy} would copy, in the order of the names. */
  static List<Path> files(Path folder) throws IOException {
    List<Path> files = new ArrayList<>();
    Files.walkFileTree(
        folder,
        EnumSet.of(FileVisitOption.FOLLOW_LINKS),
        Integer.MAX_VALUE,
        new SimpleFileVisitor<>() {
          @Override
          public FileVisitResult visitFile(Path file, BasicFileAttributes attributes) {
            files.add(file);
            return FileVisitResult.CONTINUE;
          }

          @Override
          public FileVisitResult visitFileFailed(Path file, IOException failure)
              throws IOException {
            if (failure instanceof FileSystemLoopException) {
              return FileVisitResult.CONTINUE;
            }
            throw failure;
          }
        });
    files.sort(null);
    return files;
  }

  /** Deletes coroutine classes of an earlier run whose class was replaced and lists others now. */
  static void deleteOrphans(Set<Path> written) throws IOException {
    Set<Path> folders = new LinkedHashSet<>();
    written.forEach(file -> folders.add(file.resolveSibling("")));
    for (Path folder : folders) {
      try (DirectoryStream<Path> candidates = Files.newDirectoryStream(folder, "*$async*.class")) {
        for (Path file : candidates) {
          if (!written.contains(file) && written.contains(host(file))) {
            Files.delete(file);
          }
        }
      } catch (DirectoryIteratorException e) {
        IOException cause = e.getCause();
        throw cause == null ? new IOException(e) : cause;
      }
    }
  }

  /** The class file that a coroutine class belongs to; the file itself if it is none. */
  private static Path host(Path file) throws IOException {
    Marker marker = Marker.read(Files.readAllBytes(file));
    if (marker == null || !marker.isCoroutineClass()) {
      return file;
    }
    String host = marker.host();
    return file.resolveSibling(host.substring(host.lastIndexOf('/') + 1) + ".class");
  }

  /** Deletes a temporary folder; what is left of it is no reason to fail. */
  static void discard(Path folder, Console console) {
    try {
      delete(folder);
    } catch (IOException e) {
      console.warning("the temporary folder " + folder + " cannot be deleted (" + e + ")");
    }
  }

  private static void delete(Path folder) throws IOException {
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
          public FileVisitResult postVisitDirectory(Path directory, @Nullable IOException failure)
              throws IOException {
            Files.delete(directory);
            return FileVisitResult.CONTINUE;
          }
        });
  }
}

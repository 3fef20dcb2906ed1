package dev.continuo.transform.directory;

import java.io.IOException;
import java.nio.file.DirectoryIteratorException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * The files that matter to a run.
 *
 * @param classFiles all class files but {@code module-info}, sorted by their path below the root,
 *     so that every machine does the same in the same order
 * @param leftovers temporary files of an interrupted run
 * @param problems what could not be listed
 */
record ClassFileScan(List<ClassFile> classFiles, List<Path> leftovers, List<FileProblem> problems) {

  /** What may stand before the package: executable jars and multi-release jars. */
  private static final Pattern FOLDER_OF_CLASSES =
      Pattern.compile("^((BOOT|WEB)-INF/classes/)?(META-INF/versions/[0-9]+/)?");

  /**
   * A class file.
   *
   * @param file where it is
   * @param className the binary name that its place stands for
   */
  record ClassFile(Path file, String className) {}

  /** Everything below a directory. */
  static ClassFileScan of(Path directory) {
    Walk walk = new Walk();
    Path root = directory;
    try {
      root = directory.toRealPath();
      walk.into(root, Files.readAttributes(root, BasicFileAttributes.class));
    } catch (IOException e) {
      walk.problems.add(FileProblem.unreadable(root, e));
    }
    return new ClassFileScan(
        sorted(root, walk.classFiles), List.copyOf(walk.leftovers), List.copyOf(walk.problems));
  }

  private static List<ClassFile> sorted(Path root, List<Path> files) {
    SortedMap<String, Path> byPath = new TreeMap<>(); // the path is made once for each file
    for (Path file : files) {
      byPath.put(slashed(root, file), file);
    }
    List<ClassFile> classFiles = new ArrayList<>();
    for (Map.Entry<String, Path> each : byPath.entrySet()) {
      classFiles.add(new ClassFile(each.getValue(), className(each.getKey())));
    }
    return List.copyOf(classFiles);
  }

  private static String className(String path) {
    String name = path.contains("-INF/") ? FOLDER_OF_CLASSES.matcher(path).replaceFirst("") : path;
    return name.substring(0, name.length() - ".class".length()).replace('/', '.');
  }

  private static String slashed(Path root, Path file) {
    return root.relativize(file).toString().replace('\\', '/');
  }

  /**
   * A folder as the file system knows it.
   *
   * @param path one of its paths
   * @param key what identifies it, if this file system has such a thing; Windows has not
   */
  private record Folder(Path path, @Nullable Object key) {

    boolean isSame(Folder other) {
      if (key != null && other.key != null) {
        return key.equals(other.key);
      }
      try {
        return Files.isSameFile(path, other.path);
      } catch (IOException e) {
        return false; // it cannot be read, and is reported then
      }
    }
  }

  /**
   * Goes through all folders. Follows links, as a JVM does that looks for a class. What is named as
   * a class file is taken for one: to ask the system about each takes half of the time. A folder of
   * such a name can hold no classes, as no package is called so.
   */
  private static final class Walk {
    private final List<Path> classFiles = new ArrayList<>();
    private final List<Path> leftovers = new ArrayList<>();
    private final List<FileProblem> problems = new ArrayList<>();

    /** The folders on the way to this one. */
    private final Deque<Folder> above = new ArrayDeque<>();

    void into(Path path, BasicFileAttributes attributes) {
      Folder folder = new Folder(path, attributes.fileKey());
      for (Folder other : above) {
        if (folder.isSame(other)) {
          return; // a link to a folder above: its files are in the list already
        }
      }
      above.push(folder);
      list(path);
      above.pop();
    }

    private void list(Path folder) {
      try (DirectoryStream<Path> files = Files.newDirectoryStream(folder)) {
        for (Path file : files) {
          look(file);
        }
      } catch (IOException e) {
        if (!(e instanceof NoSuchFileException) || above.size() == 1) { // deleted meanwhile
          problems.add(FileProblem.unreadable(folder, e));
        }
      } catch (DirectoryIteratorException e) {
        problems.add(FileProblem.unreadable(folder, Objects.requireNonNull(e.getCause())));
      }
    }

    private void look(Path file) {
      String name = String.valueOf(file.getFileName());
      if (StagedFiles.isLeftover(name) && !Files.isDirectory(file)) {
        leftovers.add(file);
      } else if (name.equals("module-info.class")) {
        return;
      } else if (name.endsWith(".class")) {
        classFiles.add(file);
      } else {
        lookInside(file);
      }
    }

    private void lookInside(Path file) {
      BasicFileAttributes attributes;
      try {
        attributes = Files.readAttributes(file, BasicFileAttributes.class);
      } catch (IOException e) {
        // A link that leads nowhere, or what is gone by now, holds no classes.
        if (!(e instanceof NoSuchFileException) && !Files.isSymbolicLink(file)) {
          problems.add(FileProblem.unreadable(file, e));
        }
        return;
      }
      if (attributes.isDirectory()) {
        into(file, attributes);
      }
    }
  }
}

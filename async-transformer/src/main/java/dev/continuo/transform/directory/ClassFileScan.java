package dev.continuo.transform.directory;

import java.io.IOException;
import java.nio.file.FileSystemLoopException;
import java.nio.file.FileVisitOption;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.regex.Pattern;

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
    List<Path> classFiles = new ArrayList<>();
    List<Path> leftovers = new ArrayList<>();
    List<FileProblem> problems = new ArrayList<>();
    Path root = directory;
    try {
      root = directory.toRealPath();
      // A JVM that looks for a class follows links, so we do.
      Files.walkFileTree(
          root,
          EnumSet.of(FileVisitOption.FOLLOW_LINKS),
          Integer.MAX_VALUE,
          new Visitor(classFiles, leftovers, problems));
    } catch (IOException e) {
      problems.add(FileProblem.unreadable(root, e));
    }
    return new ClassFileScan(
        sorted(root, classFiles), List.copyOf(leftovers), List.copyOf(problems));
  }

  private static List<ClassFile> sorted(Path root, List<Path> files) {
    SortedMap<String, Path> byPath = new TreeMap<>(); // the path is made once for each file
    for (Path file : files) {
      byPath.put(slashed(root, file), file);
    }
    List<ClassFile> classFiles = new ArrayList<>();
    byPath.forEach((path, file) -> classFiles.add(new ClassFile(file, className(path))));
    return List.copyOf(classFiles);
  }

  private static String className(String path) {
    String name = path.contains("-INF/") ? FOLDER_OF_CLASSES.matcher(path).replaceFirst("") : path;
    return name.substring(0, name.length() - ".class".length()).replace('/', '.');
  }

  private static String slashed(Path root, Path file) {
    return root.relativize(file).toString().replace('\\', '/');
  }

  private static final class Visitor extends SimpleFileVisitor<Path> {
    private final List<Path> classFiles;
    private final List<Path> leftovers;
    private final List<FileProblem> problems;

    Visitor(List<Path> classFiles, List<Path> leftovers, List<FileProblem> problems) {
      this.classFiles = classFiles;
      this.leftovers = leftovers;
      this.problems = problems;
    }

    @Override
    public FileVisitResult visitFile(Path file, BasicFileAttributes attributes) {
      String name = String.valueOf(file.getFileName());
      if (StagedFiles.isLeftover(name)) {
        leftovers.add(file);
      } else if (name.endsWith(".class") && !name.equals("module-info.class")) {
        classFiles.add(file);
      }
      return FileVisitResult.CONTINUE;
    }

    @Override
    public FileVisitResult visitFileFailed(Path file, IOException cause) {
      // A link to a folder above it leads to files that are in the list already.
      if (!(cause instanceof FileSystemLoopException)) {
        problems.add(FileProblem.unreadable(file, cause));
      }
      return FileVisitResult.CONTINUE;
    }
  }
}

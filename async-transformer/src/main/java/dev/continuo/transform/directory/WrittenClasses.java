package dev.continuo.transform.directory;

import dev.continuo.transform.Marker;
import dev.continuo.transform.TransformOptions;
import dev.continuo.transform.Transformer;
import java.io.IOException;
import java.nio.file.DirectoryIteratorException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.Comparator;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.regex.Pattern;
import net.bytebuddy.dynamic.ClassFileLocator;

/**
 * The class files that one run of a compiler has written: transformed in place, or deleted.
 *
 * <pre>{@code
 * var written = new WrittenClasses(files, ClassFilter.all(), TransformOptions.defaults(), true);
 * if (!written.transform(locator, listener).succeeded()) {
 *   written.delete();
 * }
 * }</pre>
 *
 * <p>Other classes of the same directories are left alone, but for coroutine classes that belong to
 * one of the written classes, or to a class that does not exist any more: those that no class lists
 * are deleted.
 *
 * @param files the files by binary name of their class; without {@code module-info}
 * @param filter which classes may be rewritten
 * @param options settings of the transformer
 * @param failOnMisuse whether one error in one class keeps every class from being written
 */
public record WrittenClasses(
    SortedMap<String, Path> files,
    ClassFilter filter,
    TransformOptions options,
    boolean failOnMisuse) {

  /** The names that coroutine classes have; only these files are opened to see what they are. */
  private static final Pattern COROUTINE_FILE = Pattern.compile(".*\\$async(\\$[0-9]+)?\\.class");

  /**
   * Copies the map.
   *
   * @param files see the record
   * @param filter see the record
   * @param options see the record
   * @param failOnMisuse see the record
   */
  public WrittenClasses {
    files = Collections.unmodifiableSortedMap(new TreeMap<>(files));
  }

  /**
   * Transforms them, as {@link DirectoryTransformation#run} does a directory.
   *
   * @param classPath where the classes are that the written ones mention, these included
   * @param listener hears of diagnostics and progress, on the calling thread
   * @return what was done, or why nothing was
   */
  public DirectoryReport transform(ClassFileLocator classPath, DirectoryListener listener) {
    Transformer transformer = new Transformer(classPath, options);
    DirectoryPlanner planner =
        new DirectoryPlanner(transformer::transform, filter, new SourceRoots(List.of()));
    DirectoryPlan plan = planner.plan(scan(), listener);
    plan.diagnostics().forEach(listener::diagnostic);
    return DirectoryTransformation.write(plan, failOnMisuse, listener);
  }

  /**
   * Deletes them and their coroutine classes, so that a failed build leaves nothing that a later
   * one takes for finished.
   *
   * @return the files that are still there
   */
  public List<FileProblem> delete() {
    ClassFileScan scan = scan();
    List<FileProblem> problems = new ArrayList<>(scan.problems());
    Set<Path> all = new LinkedHashSet<>(scan.leftovers());
    scan.classFiles().forEach(classFile -> all.add(classFile.file()));
    for (Path file : all) {
      try {
        Files.deleteIfExists(file);
      } catch (IOException e) {
        problems.add(FileProblem.unwritable(file, e));
      }
    }
    return problems;
  }

  private ClassFileScan scan() {
    List<ClassFileScan.ClassFile> classFiles = new ArrayList<>();
    List<Path> leftovers = new ArrayList<>();
    List<FileProblem> problems = new ArrayList<>();
    files.forEach((name, file) -> classFiles.add(new ClassFileScan.ClassFile(file, name)));
    Set<Path> written = Set.copyOf(files.values());
    for (Path directory : directories(files.values())) {
      try (DirectoryStream<Path> beside = Files.newDirectoryStream(directory)) {
        for (Path file : beside) {
          String name = file.getFileName().toString();
          if (StagedFiles.isLeftover(name)) {
            leftovers.add(file);
          } else if (COROUTINE_FILE.matcher(name).matches() && !written.contains(file)) {
            addIfOurs(file, written, classFiles);
          }
        }
      } catch (DirectoryIteratorException e) {
        IOException cause = e.getCause();
        problems.add(FileProblem.unreadable(directory, cause == null ? e : cause));
      } catch (IOException e) {
        problems.add(FileProblem.unreadable(directory, e));
      }
    }
    classFiles.sort(Comparator.comparing(ClassFileScan.ClassFile::className));
    return new ClassFileScan(List.copyOf(classFiles), List.copyOf(leftovers), problems);
  }

  private static Set<Path> directories(Collection<Path> files) {
    Set<Path> directories = new TreeSet<>();
    files.forEach(file -> directories.add(file.resolveSibling("")));
    return directories;
  }

  /** Adds the coroutine class of a written class, or of one that is gone. */
  private static void addIfOurs(
      Path file, Set<Path> written, List<ClassFileScan.ClassFile> classFiles) throws IOException {
    Marker marker = Marker.read(Files.readAllBytes(file));
    if (marker == null || !marker.isCoroutineClass()) {
      return;
    }
    Path host = CoroutineInventory.fileBeside(file, marker.host());
    if (written.contains(host) || !Files.exists(host)) {
      String name = file.getFileName().toString();
      String simpleName = name.substring(0, name.length() - ".class".length());
      String packageName = marker.host().substring(0, marker.host().lastIndexOf('/') + 1);
      classFiles.add(
          new ClassFileScan.ClassFile(file, (packageName + simpleName).replace('/', '.')));
    }
  }
}

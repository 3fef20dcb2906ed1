package dev.continuo.transform.directory;

import dev.continuo.transform.Diagnostic;
import dev.continuo.transform.GeneratedClass;
import dev.continuo.transform.Marker;
import dev.continuo.transform.TransformResult;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * First half of a run: transforms every class in memory. It goes on after an error, so that one run
 * tells everything that is wrong. One instance makes one plan.
 *
 * <p>Most modules of a build have no coroutines, and pay for the look only: the scan and the plan
 * of such a module use no lambda and no stream, each of which costs a cold JVM a millisecond.
 */
final class DirectoryPlanner {

  private final Map<Path, String> claims = new HashMap<>();
  private final ClassTransform transform;
  private final FirstLook firstLook;
  private final ClassFilter filter;
  private final SourceRoots sources;

  private final CoroutineInventory coroutines = new CoroutineInventory();
  private final List<DirectoryPlan.Rewrite> rewrites = new ArrayList<>();
  private final List<Diagnostic> diagnostics = new ArrayList<>();
  private final List<String> untransformed = new ArrayList<>();
  private final List<FileProblem> problems = new ArrayList<>();
  private final List<Defect> defects = new ArrayList<>();

  DirectoryPlanner(ClassTransform transform, ClassFilter filter, SourceRoots sources) {
    this.transform = transform;
    this.firstLook = new FirstLook(transform);
    this.filter = filter;
    this.sources = sources;
  }

  DirectoryPlan plan(ClassFileScan scan, DirectoryListener listener) {
    problems.addAll(scan.problems());
    int done = 0;
    for (ClassFileScan.ClassFile classFile : scan.classFiles()) {
      Path file = classFile.file();
      try {
        if (firstLook.concerns(file)) {
          // Before the bytes: if someone compiles meanwhile, the older time is the harmless one.
          FileTime modified = Files.getLastModifiedTime(file);
          planFile(file, classFile.className(), modified, Files.readAllBytes(file));
        }
      } catch (IOException e) {
        if (!Files.isDirectory(file)) { // a folder with the name of a class file
          problems.add(FileProblem.unreadable(file, e));
        }
      }
      listener.examined(++done, scan.classFiles().size());
    }
    return new DirectoryPlan(
        List.copyOf(rewrites),
        coroutines.orphans(),
        scan.leftovers(),
        diagnostics.isEmpty() ? List.of() : inOrder(diagnostics),
        List.copyOf(untransformed),
        List.copyOf(problems),
        List.copyOf(defects));
  }

  /** Each once, by its place. */
  private static List<Diagnostic> inOrder(List<Diagnostic> diagnostics) {
    return diagnostics.stream()
        .distinct()
        .sorted(
            Comparator.comparing(Diagnostic::source)
                .thenComparingInt(Diagnostic::line)
                .thenComparing(Diagnostic::code)
                .thenComparing(Diagnostic::message))
        .toList();
  }

  private void planFile(Path file, String className, FileTime modified, byte[] bytes)
      throws IOException {
    Marker marker = Marker.read(bytes);
    if (marker != null && marker.isCoroutineClass()) {
      coroutines.found(file);
      return;
    }
    if (marker != null) {
      for (Path gone : coroutines.listedBefore(file, marker)) {
        problems.add(FileProblem.missingCoroutine(file, gone));
      }
    }
    TransformResult result = filter.accepts(className) ? transform(file, bytes) : null;
    if (result == null) {
      return;
    }
    for (Diagnostic diagnostic : result.diagnostics()) {
      diagnostics.add(sources.resolve(diagnostic));
    }
    switch (result.outcome()) {
      case UNCHANGED -> {}
      case FAILED -> untransformed.add(className);
      case TRANSFORMED -> {
        for (GeneratedClass coroutine : result.coroutines()) {
          claim(CoroutineInventory.fileBeside(file, coroutine.internalName()), className);
        }
        rewrites.add(new DirectoryPlan.Rewrite(file, className, modified, result));
      }
    }
  }

  private @Nullable TransformResult transform(Path file, byte[] bytes) {
    try {
      return transform.transform(bytes, file.toString());
    } catch (RuntimeException | StackOverflowError e) {
      defects.add(new Defect(file, e));
      return null;
    }
  }

  /** Notes that a coroutine class goes to a file, which must not hold a class of the user. */
  private void claim(Path coroutineFile, String hostName) throws IOException {
    if (Files.exists(coroutineFile)) {
      Marker marker = Marker.read(Files.readAllBytes(coroutineFile));
      if (marker == null || !marker.isCoroutineClass()) {
        problems.add(FileProblem.foreign(coroutineFile, hostName));
      }
    }
    String other = claims.putIfAbsent(coroutineFile, hostName);
    if (other != null) {
      problems.add(FileProblem.clash(coroutineFile, other, hostName));
    }
    coroutines.listed(coroutineFile);
  }
}

package dev.continuo.transform.directory;

import dev.continuo.transform.Diagnostic;
import dev.continuo.transform.Explanation;
import dev.continuo.transform.TransformOptions;
import dev.continuo.transform.Transformer;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/**
 * The transformation of all class files below one directory, in place.
 *
 * <pre>{@code
 * DirectoryReport report =
 *     DirectoryTransformation.of(Path.of("target/classes"))
 *         .withClassPath(jars)
 *         .withSourceRoots(List.of(Path.of("src/main/java")))
 *         .run(listener);
 * if (!report.succeeded()) ...        // nothing was written; the listener has heard why
 * }</pre>
 *
 * <p>A class that was transformed before is left alone, so a second run changes no byte and no
 * timestamp, and a class that was recompiled alone is transformed alone. A rewritten class keeps
 * its time of last modification, and its coroutine classes get the same, so that incremental
 * compilers see nothing new. Coroutine classes that no class lists any more are deleted. {@code
 * module-info} is skipped.
 *
 * <p>Runs may go on at the same time on different directories. A run keeps nothing between calls.
 *
 * @param classes the output directory of the compiler; if it does not exist there is nothing to do
 * @param classPath directories and jars with the classes that the transformed ones mention; an
 *     entry that is missing is a warning
 * @param sourceRoots where the sources are; only for finding the file that a diagnostic names
 * @param filter which classes may be rewritten
 * @param options settings of the transformer
 * @param failOnMisuse whether one error in one class keeps every class from being written; if
 *     false, the classes with errors are left as the compiler wrote them and the others are written
 */
public record DirectoryTransformation(
    Path classes,
    List<Path> classPath,
    List<Path> sourceRoots,
    ClassFilter filter,
    TransformOptions options,
    boolean failOnMisuse) {

  /**
   * Makes the lists immutable.
   *
   * @param classes see the record
   * @param classPath see the record
   * @param sourceRoots see the record
   * @param filter see the record
   * @param options see the record
   * @param failOnMisuse see the record
   */
  public DirectoryTransformation {
    classPath = List.copyOf(classPath);
    sourceRoots = List.copyOf(sourceRoots);
  }

  /**
   * A transformation of every class below a directory, with an empty class path and the default
   * options, in which errors prevent writing.
   *
   * @param classes the output directory of the compiler
   * @return the transformation, not started
   */
  public static DirectoryTransformation of(Path classes) {
    return new DirectoryTransformation(
        classes, List.of(), List.of(), ClassFilter.all(), TransformOptions.defaults(), true);
  }

  /**
   * The same with a class path.
   *
   * @param entries directories and jars; the directory of the classes itself need not be among them
   * @return a new transformation
   */
  public DirectoryTransformation withClassPath(List<Path> entries) {
    return new DirectoryTransformation(
        classes, entries, sourceRoots, filter, options, failOnMisuse);
  }

  /**
   * The same with source roots.
   *
   * @param roots directories such as {@code src/main/java}; they need not exist
   * @return a new transformation
   */
  public DirectoryTransformation withSourceRoots(List<Path> roots) {
    return new DirectoryTransformation(classes, classPath, roots, filter, options, failOnMisuse);
  }

  /**
   * The same for some of the classes.
   *
   * @param chosen which classes may be rewritten
   * @return a new transformation
   */
  public DirectoryTransformation withFilter(ClassFilter chosen) {
    return new DirectoryTransformation(
        classes, classPath, sourceRoots, chosen, options, failOnMisuse);
  }

  /**
   * The same with other settings of the transformer.
   *
   * @param settings the settings
   * @return a new transformation
   */
  public DirectoryTransformation withOptions(TransformOptions settings) {
    return new DirectoryTransformation(
        classes, classPath, sourceRoots, filter, settings, failOnMisuse);
  }

  /**
   * The same with another answer to errors in the user's code.
   *
   * @param fail whether one error keeps every class from being written
   * @return a new transformation
   */
  public DirectoryTransformation withFailOnMisuse(boolean fail) {
    return new DirectoryTransformation(classes, classPath, sourceRoots, filter, options, fail);
  }

  /**
   * Transforms. Mistakes of the user, files that cannot be read or written and defects of the
   * transformer do not throw: they are in the report, and all of them are, not only the first.
   *
   * @param listener hears of diagnostics and progress, on the calling thread
   * @return what was done, or why nothing was
   */
  public DirectoryReport run(DirectoryListener listener) {
    try (ClassPathLocator locator = new ClassPathLocator(classes, classPath, listener::warning)) {
      return run(listener, ClassTransform.of(new Transformer(locator, options)));
    }
  }

  /**
   * Says what {@link #run} would say, and writes nothing.
   *
   * @param listener hears of diagnostics and progress, on the calling thread
   * @return what would be done; {@link DirectoryReport#written} is false
   */
  public DirectoryReport check(DirectoryListener listener) {
    try (ClassPathLocator locator = new ClassPathLocator(classes, classPath, listener::warning)) {
      return isDirectory()
          ? DirectoryReport.checked(plan(listener, new Transformer(locator, options)::transform))
          : noDirectory();
    }
  }

  /**
   * Says what {@link #run} would make of one class.
   *
   * @param className its binary name, {@code dev.example.Store$Line}
   * @return its explanation; empty if there is no such file
   * @throws IOException if the file cannot be read
   */
  public Optional<Explanation> explain(String className) throws IOException {
    Path file = classes.resolve(className.replace('.', '/') + ".class");
    if (!Files.isRegularFile(file)) {
      return Optional.empty();
    }
    try (ClassPathLocator locator = new ClassPathLocator(classes, classPath, any -> {})) {
      return Optional.of(
          new Transformer(locator, options).explain(Files.readAllBytes(file), file.toString()));
    }
  }

  private boolean isDirectory() {
    return Files.isDirectory(classes);
  }

  private DirectoryReport noDirectory() {
    return Files.exists(classes)
        ? DirectoryReport.failed(FileProblem.noDirectory(classes))
        : DirectoryReport.NOTHING_TO_DO;
  }

  private DirectoryPlan plan(DirectoryListener listener, ClassTransform transform) {
    DirectoryPlan plan =
        new DirectoryPlanner(transform, filter, new SourceRoots(sourceRoots))
            .plan(ClassFileScan.of(classes), listener);
    for (Diagnostic diagnostic : plan.diagnostics()) {
      listener.diagnostic(diagnostic);
    }
    return plan;
  }

  /** The run itself, for any transformer of single classes. */
  DirectoryReport run(DirectoryListener listener, ClassTransform transform) {
    if (!isDirectory()) {
      return noDirectory();
    }
    return write(plan(listener, transform), failOnMisuse, listener);
  }

  /** The second half, unless something stands against it. */
  static DirectoryReport write(
      DirectoryPlan plan, boolean failOnMisuse, DirectoryListener listener) {
    boolean stopped =
        !plan.problems().isEmpty()
            || !plan.defects().isEmpty()
            || (failOnMisuse && plan.errors() > 0);
    return stopped
        ? DirectoryReport.nothingWritten(plan)
        : new DirectoryWriter(listener).write(plan);
  }
}

package dev.continuo.maven;

import dev.continuo.transform.TransformOptions;
import dev.continuo.transform.directory.ClassFilter;
import dev.continuo.transform.directory.DirectoryReport;
import dev.continuo.transform.directory.DirectoryTransformation;
import java.io.File;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.apache.maven.plugin.AbstractMojo;
import org.apache.maven.plugin.MojoExecutionException;
import org.apache.maven.plugin.MojoFailureException;
import org.apache.maven.plugins.annotations.Parameter;

/** What both goals share: the user's parameters and the run. */
public abstract class AbstractTransformMojo extends AbstractMojo {

  /** Leaves the classes as the compiler wrote them. */
  @Parameter(property = "continuo.skip", defaultValue = "false")
  private boolean skip;

  /**
   * The classes to transform, if not all: binary names such as {@code dev.example.Store}, {@code
   * dev.example.*} (a package), {@code dev.example.**} (with the packages below it) or {@code
   * **.*Service}. A pattern covers nested classes too.
   */
  @Parameter(property = "continuo.includes")
  private List<String> includes = List.of();

  /** The classes to leave alone, in the same form. */
  @Parameter(property = "continuo.excludes")
  private List<String> excludes = List.of();

  /**
   * Whether mistakes such as {@code await} outside an {@code @Async} method fail the build. If not,
   * they are warnings, and the classes with mistakes are left untransformed: their {@code await}
   * throws NotTransformedError at run time.
   */
  @Parameter(property = "continuo.failOnMisuse", defaultValue = "true")
  private boolean failOnMisuse;

  /** Whether transformed classes are verified. Off is for finding defects of the verifier. */
  @Parameter(property = "continuo.verify", defaultValue = "true")
  private boolean verify;

  /**
   * Whether variables that are not used any more stay visible to a debugger after an {@code await}.
   * They are kept from the garbage collector as long.
   */
  @Parameter(property = "continuo.debug", defaultValue = "false")
  private boolean debug;

  /** For the two goals. */
  AbstractTransformMojo() {}

  /** Where the classes are, what they are compiled against, and what they are compiled from. */
  abstract Inputs inputs();

  /**
   * Paths as Maven gives them.
   *
   * @param classes output directory of the compiler, which may not exist
   * @param classPath its class path
   * @param sourceRoots its source roots
   */
  record Inputs(File classes, List<String> classPath, List<String> sourceRoots) {

    /**
     * The class path without output directories that do not exist: a module without main classes
     * has none, and that is nothing to warn of. A jar that does not exist is.
     */
    List<Path> entries() {
      List<Path> entries = new ArrayList<>();
      for (String entry : classPath) {
        if (entry.endsWith(".jar") || Files.exists(Path.of(entry))) {
          entries.add(Path.of(entry));
        }
      }
      return entries;
    }

    List<Path> roots() {
      List<Path> roots = new ArrayList<>();
      for (String root : sourceRoots) {
        roots.add(Path.of(root));
      }
      return roots;
    }
  }

  @Override
  public void execute() throws MojoExecutionException, MojoFailureException {
    if (skip) {
      getLog().debug("Skipped: continuo.skip is set");
      return;
    }
    long start = System.nanoTime();
    Inputs inputs = inputs();
    MavenListener listener = new MavenListener(getLog(), failOnMisuse);
    DirectoryReport report =
        DirectoryTransformation.of(inputs.classes().toPath())
            .withClassPath(inputs.entries())
            .withSourceRoots(inputs.roots())
            .withFilter(ClassFilter.of(includes, excludes))
            .withOptions(new TransformOptions(verify, debug))
            .withFailOnMisuse(failOnMisuse)
            .run(listener);
    listener.finish(report, TimeUnit.NANOSECONDS.toMillis(System.nanoTime() - start));
  }
}

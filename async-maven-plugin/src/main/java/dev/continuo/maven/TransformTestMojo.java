package dev.continuo.maven;

import java.io.File;
import java.util.List;
import org.apache.maven.plugin.MojoExecutionException;
import org.apache.maven.plugin.MojoFailureException;
import org.apache.maven.plugins.annotations.LifecyclePhase;
import org.apache.maven.plugins.annotations.Mojo;
import org.apache.maven.plugins.annotations.Parameter;
import org.apache.maven.plugins.annotations.ResolutionScope;

/** Makes the {@code @Async} methods of the test classes resumable, in place, after compilation. */
@Mojo(
    name = "transform-test",
    defaultPhase = LifecyclePhase.PROCESS_TEST_CLASSES,
    requiresDependencyResolution = ResolutionScope.TEST,
    threadSafe = true)
@SuppressWarnings("NullAway.Init") // Maven sets the fields.
public final class TransformTestMojo extends AbstractTransformMojo {

  @Parameter(
      defaultValue = "${project.build.testOutputDirectory}",
      readonly = true,
      required = true)
  private File classesDirectory;

  @Parameter(defaultValue = "${project.testClasspathElements}", readonly = true, required = true)
  private List<String> classPath;

  @Parameter(defaultValue = "${project.testCompileSourceRoots}", readonly = true, required = true)
  private List<String> sourceRoots;

  /** Whether the tests were not compiled either. */
  @Parameter(property = "maven.test.skip", defaultValue = "false")
  private boolean skipTests;

  /** Maven makes it. */
  public TransformTestMojo() {}

  @Override
  public void execute() throws MojoExecutionException, MojoFailureException {
    if (skipTests) {
      getLog().debug("Skipped: maven.test.skip is set");
      return;
    }
    super.execute();
  }

  @Override
  Inputs inputs() {
    return new Inputs(classesDirectory, classPath, sourceRoots);
  }
}

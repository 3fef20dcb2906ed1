package dev.continuo.benchmarks.run;

import dev.continuo.transform.Diagnostic;
import dev.continuo.transform.TransformOptions;
import dev.continuo.transform.TransformResult;
import dev.continuo.transform.Transformer;
import dev.continuo.transform.directory.DirectoryListener;
import dev.continuo.transform.directory.DirectoryReport;
import dev.continuo.transform.directory.DirectoryTransformation;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import net.bytebuddy.dynamic.ClassFileLocator;

/**
 * What the transformer takes, in a JVM of its own: {@code scan DIRECTORY} is one cold run over a
 * directory in seconds; {@code warm CLASSFILE} one class in milliseconds, when the JIT is done.
 */
final class BuildProbe {

  private static final int WARM_UP = 1500;
  private static final int MEASURED = 501;

  private BuildProbe() {}

  public static void main(String[] args) throws IOException {
    Path path = Path.of(args[1]);
    System.out.println(args[0].equals("scan") ? scan(path) : warm(path));
  }

  private static double scan(Path directory) {
    long start = System.nanoTime();
    DirectoryReport report = DirectoryTransformation.of(directory).run(new Silent());
    long took = System.nanoTime() - start;
    if (!report.succeeded() || report.classes() != 0) {
      throw new IllegalStateException("something was transformed: " + report);
    }
    return took / 1e9;
  }

  private static double warm(Path classFile) throws IOException {
    byte[] bytes = Files.readAllBytes(classFile);
    ClassFileLocator locator =
        ClassFileLocator.ForClassLoader.of(BuildProbe.class.getClassLoader());
    Transformer transformer = new Transformer(locator, TransformOptions.defaults());
    double[] figures = new double[MEASURED];
    for (int i = -WARM_UP; i < MEASURED; i++) {
      long start = System.nanoTime();
      TransformResult result = transformer.transform(bytes, "Ten.class");
      long took = System.nanoTime() - start;
      if (result.coroutines().size() != 10) {
        throw new IllegalStateException(result.coroutines().size() + " methods instead of 10");
      }
      if (i >= 0) {
        figures[i] = took / 1e6;
      }
    }
    return Results.median(figures);
  }

  private static final class Silent implements DirectoryListener {
    @Override
    public void diagnostic(Diagnostic diagnostic) {
      throw new IllegalStateException(diagnostic.toString());
    }

    @Override
    public void warning(String message) {
      System.err.println(message);
    }

    @Override
    public void transformed(String className, int methods) {}
  }
}

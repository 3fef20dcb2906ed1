package dev.continuo.transform.constructs;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Stream;
import javax.tools.ToolProvider;
import lombok.Lombok;
import org.eclipse.jdt.core.compiler.batch.BatchCompiler;

/** Compiles folders of sources once for a variant; what does not compile fails the test run. */
final class SourceCompiler {

  private static final Path OUTPUT = Path.of("target", "constructs");

  private SourceCompiler() {}

  /** A fresh output folder for a variant. */
  static Path emptyFolder(String name) throws IOException {
    Path folder = OUTPUT.resolve("jdk" + Runtime.version().feature()).resolve(name);
    if (Files.exists(folder)) {
      try (Stream<Path> files = Files.walk(folder)) {
        files.sorted(Comparator.reverseOrder()).forEach(SourceCompiler::delete);
      }
    }
    return Files.createDirectories(folder);
  }

  private static void delete(Path path) {
    try {
      Files.delete(path);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** The Java files of a folder and those below it. */
  static List<Path> sources(Path folder) throws IOException {
    try (Stream<Path> files = Files.walk(folder)) {
      return files.filter(f -> f.toString().endsWith(".java")).sorted().toList();
    }
  }

  /**
   * Compiles {@code sources} into {@code output}.
   *
   * @param classPath what they are compiled against
   */
  static void compile(Variant variant, List<Path> sources, String classPath, Path output) {
    List<String> arguments = new ArrayList<>();
    arguments.addAll(List.of("--release", String.valueOf(variant.release())));
    arguments.addAll(List.of("-encoding", "UTF-8", "-nowarn"));
    if (variant.compiler() == Variant.Compiler.LOMBOK) {
      arguments.addAll(List.of("-processorpath", lombok()));
    } else {
      arguments.add("-proc:none");
    }
    arguments.addAll(List.of("-cp", classPath, "-d", output.toString()));
    arguments.addAll(variant.options());
    sources.forEach(f -> arguments.add(f.toString()));
    switch (variant.compiler()) {
      case JAVAC, LOMBOK -> javac(variant, arguments);
      case ECJ -> ecj(variant, arguments);
      case JACOCO -> {
        javac(variant, arguments);
        CoverageProbes.insert(output);
      }
    }
  }

  private static String lombok() {
    return Path.of(Lombok.class.getProtectionDomain().getCodeSource().getLocation().getPath())
        .toString();
  }

  private static void javac(Variant variant, List<String> arguments) {
    ByteArrayOutputStream output = new ByteArrayOutputStream();
    int exit =
        ToolProvider.getSystemJavaCompiler()
            .run(null, output, output, arguments.toArray(String[]::new));
    if (exit != 0) {
      throw new IllegalStateException(
          variant.name() + " rejects the sources:\n" + output.toString(StandardCharsets.UTF_8));
    }
  }

  private static void ecj(Variant variant, List<String> arguments) {
    StringWriter output = new StringWriter();
    PrintWriter writer = new PrintWriter(output);
    if (!BatchCompiler.compile(arguments.toArray(String[]::new), writer, writer, null)) {
      throw new IllegalStateException(variant.name() + " rejects the sources:\n" + output);
    }
  }
}

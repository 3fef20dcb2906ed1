package dev.continuo.transform.constructs;

import java.io.ByteArrayOutputStream;
import java.io.File;
import java.io.IOException;
import java.io.PrintStream;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Stream;
import javax.tools.ToolProvider;
import lombok.Lombok;
import org.aspectj.bridge.IMessage;
import org.aspectj.bridge.MessageHandler;
import org.aspectj.tools.ajc.Main;
import org.eclipse.jdt.core.compiler.batch.BatchCompiler;
import org.jetbrains.kotlin.cli.common.ExitCode;
import org.jetbrains.kotlin.cli.jvm.K2JVMCompiler;

/** Compiles folders of sources once for a variant; what does not compile fails the test run. */
public final class SourceCompiler {

  /** For javac in this process: async-javac is on its class path, and starts by itself. */
  public static final String UNTRANSFORMED = "-Xplugin:Continuo skip";

  private static final String OURS = "dev.continuo.javac.ContinuoProcessor";
  private static final Path OUTPUT = OwnFolder.of("constructs");

  private SourceCompiler() {}

  /** A fresh output folder for a variant. */
  public static Path emptyFolder(String name) throws IOException {
    Path folder = OUTPUT.resolve(name);
    if (Files.exists(folder)) {
      delete(folder);
    }
    return Files.createDirectories(folder);
  }

  /** Deletes a folder and what is below it. */
  public static void delete(Path folder) throws IOException {
    try (Stream<Path> files = Files.walk(folder)) {
      for (Path path : files.sorted(Comparator.reverseOrder()).toList()) {
        Files.delete(path);
      }
    }
  }

  /** The source files of a folder and those below it. */
  public static List<Path> sources(Path folder) throws IOException {
    try (Stream<Path> files = Files.walk(folder)) {
      return files.filter(f -> f.toString().matches(".*\\.(java|kt)")).sorted().toList();
    }
  }

  /**
   * Compiles {@code sources} into {@code output}.
   *
   * @param classPath what they are compiled against
   */
  public static void compile(Variant variant, List<Path> sources, String classPath, Path output) {
    switch (variant.compiler()) {
      case JAVAC, JACOCO_AGENT, LOMBOK ->
          javac(variant, javaArguments(variant, sources, classPath, output));
      case ECJ -> ecj(variant, javaArguments(variant, sources, classPath, output));
      case JACOCO -> {
        javac(variant, javaArguments(variant, sources, classPath, output));
        CoverageProbes.insert(output);
      }
      case ASPECTJ -> aspectj(variant, sources, classPath, output);
      case KOTLIN -> kotlin(variant, sources, classPath, output);
    }
  }

  /**
   * The same with async-javac on the processor path, so that the output is transformed, but for
   * classes that have errors.
   */
  public static void compileTransformed(
      Variant variant, List<Path> sources, String classPath, Path output) {
    String processors = System.getProperty("java.class.path");
    boolean withLombok = variant.compiler() == Variant.Compiler.LOMBOK;
    List<String> arguments = commonArguments(variant, sources, classPath, output);
    arguments.add("-processorpath");
    arguments.add(withLombok ? lombok() + File.pathSeparator + processors : processors);
    arguments.add("-Acontinuo.failOnMisuse=false");
    arguments.add("-processor");
    arguments.add(
        withLombok ? "lombok.launch.AnnotationProcessorHider$AnnotationProcessor," + OURS : OURS);
    javac(variant, arguments);
  }

  private static List<String> javaArguments(
      Variant variant, List<Path> sources, String classPath, Path output) {
    List<String> arguments = commonArguments(variant, sources, classPath, output);
    if (variant.compiler() == Variant.Compiler.LOMBOK) {
      arguments.addAll(List.of("-processorpath", lombok()));
    } else {
      arguments.add("-proc:none");
    }
    if (variant.compiler() != Variant.Compiler.ECJ) {
      arguments.add(UNTRANSFORMED);
    }
    return arguments;
  }

  private static List<String> commonArguments(
      Variant variant, List<Path> sources, String classPath, Path output) {
    List<String> arguments = new ArrayList<>();
    arguments.addAll(List.of("--release", String.valueOf(variant.release())));
    arguments.addAll(List.of("-encoding", "UTF-8", "-nowarn"));
    arguments.addAll(List.of("-cp", classPath, "-d", output.toString()));
    arguments.addAll(variant.options());
    sources.forEach(f -> arguments.add(f.toString()));
    return arguments;
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

  private static void aspectj(Variant variant, List<Path> sources, String classPath, Path output) {
    List<String> arguments = new ArrayList<>();
    arguments.addAll(List.of("-" + variant.release(), "-encoding", "UTF-8", "-nowarn"));
    arguments.addAll(List.of("-proc:none", "-classpath", classPath, "-d", output.toString()));
    arguments.addAll(variant.options());
    sources.forEach(f -> arguments.add(f.toString()));
    MessageHandler messages = new MessageHandler();
    new Main().run(arguments.toArray(String[]::new), messages);
    IMessage[] errors = messages.getMessages(IMessage.ERROR, true);
    if (errors.length > 0) {
      throw new IllegalStateException(
          variant.name() + " rejects the sources:\n" + Arrays.toString(errors));
    }
  }

  private static void kotlin(Variant variant, List<Path> sources, String classPath, Path output) {
    List<String> arguments = new ArrayList<>();
    arguments.addAll(List.of("-jvm-target", String.valueOf(variant.release()), "-no-stdlib"));
    arguments.addAll(List.of("-no-reflect", "-nowarn"));
    arguments.addAll(List.of("-classpath", classPath, "-d", output.toString()));
    arguments.addAll(variant.options());
    sources.forEach(f -> arguments.add(f.toString()));
    ByteArrayOutputStream printed = new ByteArrayOutputStream();
    ExitCode exit =
        new K2JVMCompiler().exec(new PrintStream(printed), arguments.toArray(String[]::new));
    if (exit != ExitCode.OK) {
      throw new IllegalStateException(
          variant.name() + " rejects the sources:\n" + printed.toString(StandardCharsets.UTF_8));
    }
  }
}

package dev.continuo.javac;

import java.io.File;
import java.io.IOException;
import java.io.StringWriter;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;
import javax.annotation.processing.Processor;
import javax.tools.Diagnostic;
import javax.tools.DiagnosticCollector;
import javax.tools.JavaCompiler;
import javax.tools.JavaFileManager;
import javax.tools.JavaFileObject;
import javax.tools.ToolProvider;

/**
 * A user's compilation through javax.tools, with this module on the processor path as it is on the
 * class path of the tests.
 */
final class InProcess {

  static final String CLASS_PATH = System.getProperty("java.class.path");

  private static final String IMPORTS =
      "import static dev.continuo.Continuo.*; import dev.continuo.*;"
          + " import dev.continuo.annotation.*; import java.util.*; ";

  private final Path folder;
  private final List<String> options = new ArrayList<>();
  private final List<Path> sources = new ArrayList<>();
  private final List<Processor> processors = new ArrayList<>();
  private UnaryOperator<JavaFileManager> files = UnaryOperator.identity();
  private String processorPath = CLASS_PATH;
  private boolean toDirectory = true;

  InProcess(Path folder) {
    this.folder = folder;
  }

  /** Adds a source file, whose first line gets all imports that tests need. */
  InProcess source(String path, String text) throws IOException {
    int semicolon = text.startsWith("package ") ? text.indexOf(';') + 1 : 0;
    return plainSource(
        path, text.substring(0, semicolon) + " " + IMPORTS + text.substring(semicolon));
  }

  /** Adds a source file as it is. */
  InProcess plainSource(String path, String text) throws IOException {
    Path file = folder.resolve("src").resolve(path);
    Files.createDirectories(file.resolveSibling(""));
    Files.writeString(file, text);
    if (!sources.contains(file)) {
      sources.add(file);
    }
    return this;
  }

  /** What was added up to here stays on disk, but is not compiled any more. */
  InProcess forgetSources() {
    sources.clear();
    return this;
  }

  InProcess options(String... more) {
    options.addAll(List.of(more));
    return this;
  }

  /** Uses these processors and no others, as build tools do that load them themselves. */
  InProcess processors(Processor... own) {
    processors.addAll(List.of(own));
    return this;
  }

  InProcess files(UnaryOperator<JavaFileManager> wrapper) {
    files = wrapper;
    return this;
  }

  InProcess processorPath(String path) {
    processorPath = path;
    return this;
  }

  /** Leaves out {@code -d}. */
  InProcess besideSources() {
    toDirectory = false;
    return this;
  }

  Path output() {
    return folder.resolve("classes");
  }

  Path sourceFolder() {
    return folder.resolve("src");
  }

  Run compile() throws IOException {
    JavaCompiler compiler = ToolProvider.getSystemJavaCompiler();
    DiagnosticCollector<JavaFileObject> collected = new DiagnosticCollector<>();
    StringWriter crash = new StringWriter();
    List<String> all = new ArrayList<>(List.of("--release", "17", "-processorpath", processorPath));
    if (!options.contains("--module-path")) {
      all.addAll(List.of("-cp", output() + File.pathSeparator + CLASS_PATH));
    }
    if (toDirectory) {
      Files.createDirectories(output());
      all.addAll(List.of("-d", output().toString()));
    }
    all.addAll(options);
    try (var standard =
        compiler.getStandardFileManager(collected, Locale.ROOT, StandardCharsets.UTF_8)) {
      JavaCompiler.CompilationTask task =
          compiler.getTask(
              crash,
              files.apply(standard),
              collected,
              all,
              null,
              standard.getJavaFileObjectsFromPaths(sources));
      if (!processors.isEmpty()) {
        task.setProcessors(processors);
      }
      boolean succeeded = task.call();
      return new Run(succeeded, collected.getDiagnostics(), crash.toString());
    }
  }

  /** The files below the output folder, or the source folder, with their content. */
  static SortedMap<String, byte[]> classFiles(Path folder) throws IOException {
    SortedMap<String, byte[]> found = new TreeMap<>();
    try (Stream<Path> walk = Files.walk(folder)) {
      for (Path file : walk.filter(Files::isRegularFile).toList()) {
        if (!file.toString().endsWith(".java")) {
          found.put(
              folder.relativize(file).toString().replace('\\', '/'), Files.readAllBytes(file));
        }
      }
    }
    return found;
  }

  SortedMap<String, byte[]> classFiles() throws IOException {
    return classFiles(output());
  }

  /** The end of a compilation. */
  record Run(
      boolean succeeded, List<Diagnostic<? extends JavaFileObject>> diagnostics, String crash) {

    /** What was said, but for notes. */
    List<String> messages() {
      return diagnostics.stream()
          .filter(d -> d.getKind() != Diagnostic.Kind.NOTE)
          .map(d -> d.getKind() + " " + d.getMessage(Locale.ROOT))
          .toList();
    }

    /** The diagnostics with codes: {@code T.java:3:5 ASYNC001}. */
    List<String> codes() {
      return diagnostics.stream()
          .filter(d -> d.getMessage(Locale.ROOT).startsWith("ASYNC"))
          .map(Run::place)
          .sorted()
          .toList();
    }

    private static String place(Diagnostic<? extends JavaFileObject> diagnostic) {
      JavaFileObject source = diagnostic.getSource();
      String name = source == null ? "?" : source.getName();
      return "%s:%d:%d %s"
          .formatted(
              name.substring(name.lastIndexOf(File.separatorChar) + 1),
              diagnostic.getLineNumber(),
              diagnostic.getColumnNumber(),
              diagnostic.getMessage(Locale.ROOT).substring(0, "ASYNC001".length()));
    }

    Run succeeds() {
      if (!succeeded || !crash.isEmpty()) {
        throw new AssertionError("javac failed: " + messages() + crash);
      }
      return this;
    }

    Run fails() {
      if (succeeded || !crash.isEmpty()) {
        throw new AssertionError("javac did not fail, or crashed: " + messages() + crash);
      }
      return this;
    }
  }

  /** Calls a static method without parameters of a class that was compiled. */
  static Object call(Path classes, String className, String method) throws Exception {
    List<URL> urls = new ArrayList<>();
    urls.add(classes.toUri().toURL());
    try (var loader =
        new URLClassLoader(urls.toArray(URL[]::new), InProcess.class.getClassLoader())) {
      var found = loader.loadClass(className).getDeclaredMethod(method);
      found.setAccessible(true);
      Object result = found.invoke(null);
      return result == null ? "null" : result;
    }
  }

  /** Entries of the class path, for tests that leave some out. */
  static String classPathWithout(String... parts) {
    return String.join(
        File.pathSeparator,
        Arrays.stream(CLASS_PATH.split(File.pathSeparator))
            .filter(entry -> Arrays.stream(parts).noneMatch(entry::contains))
            .toList());
  }
}

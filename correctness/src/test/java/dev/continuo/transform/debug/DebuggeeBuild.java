package dev.continuo.transform.debug;

import dev.continuo.Continuo;
import dev.continuo.annotation.Async;
import dev.continuo.transform.Diagnostic;
import dev.continuo.transform.TransformOptions;
import dev.continuo.transform.constructs.OwnFolder;
import dev.continuo.transform.constructs.SourceCompiler;
import dev.continuo.transform.directory.DirectoryListener;
import dev.continuo.transform.directory.DirectoryReport;
import dev.continuo.transform.directory.DirectoryTransformation;
import java.io.ByteArrayOutputStream;
import java.io.File;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Stream;
import javax.tools.ToolProvider;

/**
 * Class files of the programs in {@code src/test/debuggee}, below {@code target}. A build is made
 * once per test run and JDK.
 */
enum DebuggeeBuild {
  /** As the compiler wrote them, to run against the plain vocabulary of {@code src/test/plain}. */
  PLAIN("-g"),
  /** Transformed so that a debugger sees every variable. */
  DEBUG("-g"),
  /** Transformed with the default options. */
  DEFAULT("-g"),
  /** The compiler told lines, and no variables. */
  LINES("-g:source,lines");

  static final Path SOURCES = Path.of("src", "test", "debuggee");

  private static final Path PLAIN_SOURCES = Path.of("src", "test", "plain", "dev", "continuo");
  private static final String VOCABULARY = "vocabulary";
  private static final Map<DebuggeeBuild, Path> MADE = new ConcurrentHashMap<>();

  private final String debugInformation;

  DebuggeeBuild(String debugInformation) {
    this.debugInformation = debugInformation;
  }

  /** Whether nothing is transformed. */
  boolean isPlain() {
    return this == PLAIN;
  }

  /** The folder of the class files. */
  Path classes() {
    return MADE.computeIfAbsent(this, DebuggeeBuild::make);
  }

  /** What the debuggee runs with. */
  String classPath() {
    Path classes = classes();
    return String.join(File.pathSeparator, classes.toString(), runtime(), home(Async.class));
  }

  private Path make() {
    try {
      Path folder = emptyFolder(OwnFolder.of("debuggee").resolve(name()));
      compile(SOURCES.resolve("debuggee"), folder);
      if (isPlain()) {
        compile(PLAIN_SOURCES, emptyFolder(folder.resolveSibling(VOCABULARY)));
      } else {
        transform(folder);
      }
      return folder;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private void transform(Path folder) {
    List<String> problems = new ArrayList<>();
    DirectoryReport report =
        DirectoryTransformation.of(folder)
            .withClassPath(List.of(Path.of(home(Continuo.class)), Path.of(home(Async.class))))
            .withOptions(new TransformOptions(true, this == DEBUG))
            .run(
                new DirectoryListener() {
                  @Override
                  public void diagnostic(Diagnostic diagnostic) {
                    problems.add(diagnostic.format());
                  }

                  @Override
                  public void warning(String message) {
                    problems.add(message);
                  }

                  @Override
                  public void transformed(String className, int methods) {}
                });
    if (!report.succeeded() || !problems.isEmpty()) {
      throw new IllegalStateException(report + " " + problems);
    }
  }

  private String runtime() {
    return isPlain() ? vocabulary().toString() : home(Continuo.class);
  }

  private Path vocabulary() {
    return classes().resolveSibling(VOCABULARY);
  }

  private void compile(Path sources, Path output) throws IOException {
    List<String> arguments = new ArrayList<>();
    arguments.add(SourceCompiler.UNTRANSFORMED);
    arguments.addAll(List.of("-proc:none", "-nowarn", "-encoding", "UTF-8", debugInformation));
    arguments.addAll(List.of("-cp", System.getProperty("java.class.path")));
    arguments.addAll(List.of("-d", output.toString()));
    try (Stream<Path> files = Files.list(sources)) {
      files.filter(f -> f.toString().endsWith(".java")).forEach(f -> arguments.add(f.toString()));
    }
    var printed = new ByteArrayOutputStream();
    int exit =
        ToolProvider.getSystemJavaCompiler()
            .run(null, printed, printed, arguments.toArray(String[]::new));
    if (exit != 0) {
      throw new IllegalStateException(printed.toString(StandardCharsets.UTF_8));
    }
  }

  private static Path emptyFolder(Path folder) throws IOException {
    if (Files.exists(folder)) {
      try (Stream<Path> files = Files.walk(folder)) {
        for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
          Files.delete(file);
        }
      }
    }
    return Files.createDirectories(folder);
  }

  private static String home(Class<?> type) {
    return Path.of(
            java.net.URI.create(
                type.getProtectionDomain().getCodeSource().getLocation().toString()))
        .toString();
  }
}

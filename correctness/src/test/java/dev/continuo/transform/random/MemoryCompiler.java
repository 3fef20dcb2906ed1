package dev.continuo.transform.random;

import dev.continuo.transform.constructs.SourceCompiler;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.io.Writer;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Collectors;
import javax.tools.Diagnostic;
import javax.tools.DiagnosticCollector;
import javax.tools.FileObject;
import javax.tools.ForwardingJavaFileManager;
import javax.tools.JavaCompiler;
import javax.tools.JavaFileManager;
import javax.tools.JavaFileObject;
import javax.tools.SimpleJavaFileObject;
import javax.tools.ToolProvider;

/** javac from memory to memory: a long run would spend its time on files, and leave them behind. */
final class MemoryCompiler {

  private static final JavaCompiler JAVAC = ToolProvider.getSystemJavaCompiler();

  private final List<String> options;
  // Kept: opening the class path takes longer than compiling a program. A file manager is for one
  // thread.
  private final ThreadLocal<JavaFileManager> files =
      ThreadLocal.withInitial(
          () -> JAVAC.getStandardFileManager(null, null, StandardCharsets.UTF_8));

  MemoryCompiler(String classPath) {
    this.options =
        List.of(
            "--release",
            "17",
            "-g",
            "-nowarn",
            "-proc:none",
            SourceCompiler.UNTRANSFORMED,
            "-cp",
            classPath,
            "-Xmaxerrs",
            "5");
  }

  /**
   * Compiles sources.
   *
   * @param sources by the simple name of their class in the package {@code programs}
   * @return class files by internal name
   * @throws RejectedException if javac does not take them
   */
  Map<String, byte[]> compile(Map<String, String> sources) throws RejectedException {
    Memory memory = new Memory(files.get());
    DiagnosticCollector<JavaFileObject> diagnostics = new DiagnosticCollector<>();
    List<Source> units =
        sources.entrySet().stream().map(e -> new Source(e.getKey(), e.getValue())).toList();
    Writer crash = Writer.nullWriter(); // javac's own: counted by the campaign
    if (!JAVAC.getTask(crash, memory, diagnostics, options, null, units).call()) {
      throw new RejectedException(
          diagnostics.getDiagnostics().stream()
              .filter(d -> d.getKind() == Diagnostic.Kind.ERROR)
              .map(Object::toString)
              .collect(Collectors.joining("\n")));
    }
    return memory.classes();
  }

  /** javac's errors. */
  static final class RejectedException extends Exception {
    private static final long serialVersionUID = 1;

    RejectedException(String errors) {
      super(errors);
    }

    /** Whether javac failed without an error of the source. */
    boolean isCrash() {
      return String.valueOf(getMessage()).isEmpty();
    }
  }

  private static final class Source extends SimpleJavaFileObject {
    private final String text;

    Source(String name, String text) {
      super(URI.create("memory:///programs/" + name + ".java"), Kind.SOURCE);
      this.text = text;
    }

    @Override
    public CharSequence getCharContent(boolean ignoreEncodingErrors) {
      return text;
    }
  }

  private static final class Memory extends ForwardingJavaFileManager<JavaFileManager> {
    private final Map<String, ByteArrayOutputStream> written = new ConcurrentHashMap<>();

    Memory(JavaFileManager files) {
      super(files);
    }

    Map<String, byte[]> classes() {
      Map<String, byte[]> classes = new ConcurrentHashMap<>();
      written.forEach((name, bytes) -> classes.put(name, bytes.toByteArray()));
      return classes;
    }

    @Override
    public JavaFileObject getJavaFileForOutput(
        Location location, String className, JavaFileObject.Kind kind, FileObject sibling) {
      return new SimpleJavaFileObject(URI.create("memory:///" + className + ".class"), kind) {
        @Override
        public OutputStream openOutputStream() throws IOException {
          ByteArrayOutputStream bytes = new ByteArrayOutputStream();
          written.put(className.replace('.', '/'), bytes);
          return bytes;
        }
      };
    }
  }
}

package dev.continuo.transform.testing;

import dev.continuo.transform.TransformOptions;
import dev.continuo.transform.TransformResult;
import dev.continuo.transform.Transformer;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.net.URI;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import javax.tools.DiagnosticCollector;
import javax.tools.FileObject;
import javax.tools.ForwardingJavaFileManager;
import javax.tools.JavaFileManager;
import javax.tools.JavaFileObject;
import javax.tools.SimpleJavaFileObject;
import javax.tools.ToolProvider;
import net.bytebuddy.dynamic.ClassFileLocator;
import org.objectweb.asm.ClassReader;
import org.objectweb.asm.tree.ClassNode;
import org.objectweb.asm.tree.MethodNode;

/** Java source in a test, compiled in memory with the class path of the test. */
public final class JavaSource {

  private static final String IMPORTS =
      "import static dev.continuo.Continuo.*; import dev.continuo.*;"
          + " import dev.continuo.annotation.Async; import java.util.*;"
          + " import java.util.concurrent.*; import java.util.function.*; ";

  private final Map<String, byte[]> classes;

  private JavaSource(Map<String, byte[]> classes) {
    this.classes = classes;
  }

  /**
   * Compiles a class called T. All imports that tests need stand before it on its first line, so
   * that line 2 of the text is line 2 of the file.
   */
  public static JavaSource compile(String text, String... options) {
    List<String> all = new ArrayList<>(List.of("--release", "17", "-g", "-proc:none"));
    all.addAll(List.of(options));
    var compiler = ToolProvider.getSystemJavaCompiler();
    var problems = new DiagnosticCollector<JavaFileObject>();
    var files = new MemoryFiles(compiler.getStandardFileManager(problems, null, null));
    var source = new SourceFile(IMPORTS + text);
    if (!compiler.getTask(null, files, problems, all, null, List.of(source)).call()) {
      throw new IllegalArgumentException(problems.getDiagnostics().toString());
    }
    Map<String, byte[]> classes = new TreeMap<>();
    files.outputs.forEach((name, bytes) -> classes.put(name, bytes.toByteArray()));
    return new JavaSource(classes);
  }

  /** The class files by binary name. */
  public Map<String, byte[]> classes() {
    return classes;
  }

  public byte[] bytes(String name) {
    return Objects.requireNonNull(classes.get(name));
  }

  public ClassNode node(String name) {
    return parse(bytes(name));
  }

  public static ClassNode parse(byte[] bytes) {
    ClassNode node = new ClassNode();
    new ClassReader(bytes).accept(node, ClassReader.EXPAND_FRAMES);
    return node;
  }

  /** The only method of class T with that name. */
  public MethodNode method(String name) {
    return method(node("T"), name);
  }

  public static MethodNode method(ClassNode node, String name) {
    return node.methods.stream().filter(m -> m.name.equals(name)).findFirst().orElseThrow();
  }

  /** Transforms class T. */
  public TransformResult transform() {
    return transform("T", TransformOptions.defaults());
  }

  public TransformResult transform(String name, TransformOptions options) {
    return new Transformer(locator(), options).transform(bytes(name), name + ".class");
  }

  public ClassFileLocator locator() {
    return new ClassFileLocator.Compound(
        new ClassFileLocator.Simple(classes),
        ClassFileLocator.ForClassLoader.of(JavaSource.class.getClassLoader()),
        ClassFileLocator.ForClassLoader.ofPlatformLoader());
  }

  private static final class SourceFile extends SimpleJavaFileObject {
    private final String text;

    SourceFile(String text) {
      super(URI.create("string:///T.java"), Kind.SOURCE);
      this.text = text;
    }

    @Override
    public CharSequence getCharContent(boolean ignoreEncodingErrors) {
      return text;
    }
  }

  private static final class MemoryFiles extends ForwardingJavaFileManager<JavaFileManager> {
    private final Map<String, ByteArrayOutputStream> outputs = new TreeMap<>();

    MemoryFiles(JavaFileManager manager) {
      super(manager);
    }

    @Override
    public JavaFileObject getJavaFileForOutput(
        Location location, String className, JavaFileObject.Kind kind, FileObject sibling) {
      return new SimpleJavaFileObject(URI.create("memory:///" + className + ".class"), kind) {
        @Override
        public OutputStream openOutputStream() {
          ByteArrayOutputStream bytes = new ByteArrayOutputStream();
          outputs.put(className, bytes);
          return bytes;
        }
      };
    }

    @Override
    public void close() {
      try {
        super.close();
      } catch (IOException e) {
        throw new UncheckedIOException(e);
      }
    }
  }
}

package dev.continuo.javac;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.source.util.JavacTask;
import java.io.ByteArrayOutputStream;
import java.io.File;
import java.io.IOException;
import java.io.OutputStream;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Proxy;
import java.net.URI;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import javax.annotation.processing.Completion;
import javax.annotation.processing.Filer;
import javax.annotation.processing.ProcessingEnvironment;
import javax.annotation.processing.Processor;
import javax.annotation.processing.RoundEnvironment;
import javax.lang.model.SourceVersion;
import javax.lang.model.element.AnnotationMirror;
import javax.lang.model.element.Element;
import javax.lang.model.element.ExecutableElement;
import javax.lang.model.element.TypeElement;
import javax.lang.model.util.Elements;
import javax.tools.DiagnosticCollector;
import javax.tools.FileObject;
import javax.tools.ForwardingJavaFileManager;
import javax.tools.JavaFileManager;
import javax.tools.JavaFileObject;
import javax.tools.SimpleJavaFileObject;
import javax.tools.ToolProvider;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Tools that call javac in their own way. */
class UnusualToolsTest {

  private static final String T =
      """
      class T {
        @Async static Coroutine<Integer> one() { return value(await(value(1))); }
        static Object main() { return run(one()); }
      }
      """;

  @TempDir private Path folder;

  @Test
  void anEnvironmentThatIsAProxyAsInIntelliJ() throws Exception {
    InProcess program =
        new InProcess(folder)
            .processors(new Wrapping(new ContinuoProcessor(), UnusualToolsTest::proxy))
            .source("T.java", T);

    assertThat(program.compile().succeeds().messages()).isEmpty();
    assertThat(InProcess.call(program.output(), "T", "main")).isEqualTo(1);
  }

  @Test
  void aProcessorOfAnotherClassLoaderWithADelegatingFilerAsInGradle() throws Exception {
    try (URLClassLoader own = loaderOfItsOwn()) {
      InProcess program = new InProcess(folder).processors(asInGradle(own)).source("T.java", T);
      program.compile().succeeds();
      assertThat(InProcess.call(program.output(), "T", "main")).isEqualTo(1);

      InProcess bad =
          new InProcess(folder)
              .processors(asInGradle(own))
              .source("Bad.java", "class Bad { void m() {\n await(value(1)); } }");
      assertThat(bad.compile().fails().codes()).containsExactly("Bad.java:2:2 ASYNC001");
    }
  }

  private static Processor asInGradle(ClassLoader own) throws Exception {
    Processor processor =
        (Processor) own.loadClass(ContinuoProcessor.class.getName()).getConstructor().newInstance();
    assertThat(processor.getClass()).isNotEqualTo(ContinuoProcessor.class);
    return new Wrapping(
        processor, env -> proxy(env, "getFiler", new ForwardingFiler(env.getFiler())));
  }

  @Test
  void aProcessorThatMeetsNoPluginSaysSo() throws Exception {
    // The plugin is always found in this process; with other Elements it is not met.
    InProcess program =
        new InProcess(folder)
            .processors(
                new Wrapping(
                    new ContinuoProcessor(),
                    env -> proxy(env, "getElementUtils", forwarding(env.getElementUtils()))))
            .source("T.java", T);

    assertThat(program.compile().fails().messages())
        .singleElement()
        .asString()
        .startsWith("ERROR @Async methods are not transformed: this compiler has not started");
  }

  @Test
  void nothingIsRememberedBetweenCompilations() throws Exception {
    new InProcess(folder.resolve("a")).source("T.java", T).compile().succeeds();
    InProcess second = new InProcess(folder.resolve("b")).source("T.java", T);
    second.options("-proc:none").compile().fails();
    InProcess third = new InProcess(folder.resolve("c")).source("T.java", T);

    third.compile().succeeds();

    assertThat(third.classFiles()).containsKey("T$one$async.class");
    assertThat(System.getProperties()).doesNotContainKey("dev.continuo.javac.environments");
  }

  @Test
  void classesInMemoryAreRefused() throws Exception {
    InProcess program =
        new InProcess(folder)
            .files(files -> new InMemory(files, "memory:///T.class"))
            .source("T.java", T);

    InProcess.Run run = program.compile().fails();

    assertThat(run.messages())
        .singleElement()
        .asString()
        .startsWith("ERROR @Async methods of T are not transformed: javac's file manager")
        .contains("-Acontinuo.skip=true", "Transformer", "-javaagent:async-agent.jar");
  }

  @Test
  void aFileOfAnEarlierBuildIsNotTakenForTheOneInMemory() throws Exception {
    InProcess earlier = new InProcess(folder).options("-Acontinuo.skip").source("T.java", T);
    earlier.compile().succeeds();
    byte[] before = earlier.classFiles().get("T.class");
    InProcess program =
        new InProcess(folder)
            .files(files -> new InMemory(files, "memory:///T.class"))
            .source("T.java", T);

    program.compile().fails();

    assertThat(program.classFiles().keySet()).containsExactly("T.class");
    assertThat(program.classFiles().get("T.class")).isEqualTo(before);
  }

  @Test
  void classesInMemoryWithoutAsyncCodeAreNobodysBusiness() throws Exception {
    InProcess program =
        new InProcess(folder)
            .files(files -> new InMemory(files, "memory:///T.class"))
            .source("T.java", "class T { EventLoop loop; }");

    assertThat(program.compile().succeeds().messages()).isEmpty();
  }

  @Test
  void aToolThatDrivesJavacStepByStepIsTold() throws Exception {
    Path source =
        Files.writeString(
            folder.resolve("T.java"),
            "import dev.continuo.annotation.*; import dev.continuo.*; class T { @Async Coroutine<Void> m() { return Continuo.done(); } }");
    DiagnosticCollector<JavaFileObject> collected = new DiagnosticCollector<>();
    var compiler = ToolProvider.getSystemJavaCompiler();
    try (var files = compiler.getStandardFileManager(null, null, null)) {
      List<String> options =
          List.of(
              "-processorpath",
              InProcess.CLASS_PATH,
              "-cp",
              InProcess.CLASS_PATH,
              "-d",
              folder.toString());
      JavacTask task =
          (JavacTask)
              compiler.getTask(
                  null, files, collected, options, null, files.getJavaFileObjects(source));
      task.parse();
      task.analyze();
      assertThat(collected.getDiagnostics()).isEmpty(); // as an editor does: nothing to say
      task.generate();
    }
    assertThat(collected.getDiagnostics())
        .singleElement()
        .asString()
        .contains("a tool drives this javac step by step");
  }

  @Test
  void aDefectFailsTheCompilationAndDoesNotCrashJavac() throws Exception {
    InProcess program =
        new InProcess(folder)
            .processors(
                new Wrapping(
                    new ContinuoProcessor(),
                    env -> proxy(env, "getFiler", new BrokenFiler(env.getFiler()))))
            .source("T.java", T);

    InProcess.Run run = program.compile().fails();

    assertThat(run.messages())
        .singleElement()
        .asString()
        .startsWith("ERROR defect of async-javac, please report it (at TaskEvent[GENERATE")
        .contains("LinkageError: provoked");
  }

  private static ProcessingEnvironment proxy(ProcessingEnvironment environment) {
    return proxy(environment, "", environment);
  }

  /** An environment that answers one method by itself. */
  private static ProcessingEnvironment proxy(
      ProcessingEnvironment environment, String method, Object answer) {
    return (ProcessingEnvironment)
        Proxy.newProxyInstance(
            UnusualToolsTest.class.getClassLoader(),
            new Class<?>[] {ProcessingEnvironment.class},
            (self, called, arguments) -> {
              if (called.getName().equals(method)) {
                return answer;
              }
              try {
                return called.invoke(environment, arguments);
              } catch (InvocationTargetException e) {
                throw e.getCause();
              }
            });
  }

  private static Elements forwarding(Elements elements) {
    return (Elements)
        Proxy.newProxyInstance(
            UnusualToolsTest.class.getClassLoader(),
            new Class<?>[] {Elements.class},
            (self, called, arguments) ->
                switch (called.getName()) {
                  case "hashCode" -> System.identityHashCode(self);
                  case "equals" -> self == arguments[0];
                  default -> called.invoke(elements, arguments);
                });
  }

  private static URLClassLoader loaderOfItsOwn() throws Exception {
    List<URL> urls = new ArrayList<>();
    for (String entry : List.of(InProcess.CLASS_PATH.split(File.pathSeparator))) {
      urls.add(Path.of(entry).toUri().toURL());
    }
    return new URLClassLoader(urls.toArray(URL[]::new), ClassLoader.getPlatformClassLoader());
  }

  private interface Wrapper {
    ProcessingEnvironment wrap(ProcessingEnvironment environment);
  }

  /** Hands another environment on. */
  private record Wrapping(Processor delegate, Wrapper wrapper) implements Processor {
    @Override
    public Set<String> getSupportedOptions() {
      return delegate.getSupportedOptions();
    }

    @Override
    public Set<String> getSupportedAnnotationTypes() {
      return delegate.getSupportedAnnotationTypes();
    }

    @Override
    public SourceVersion getSupportedSourceVersion() {
      return delegate.getSupportedSourceVersion();
    }

    @Override
    public void init(ProcessingEnvironment environment) {
      delegate.init(wrapper.wrap(environment));
    }

    // What the delegate says is always false.
    @SuppressWarnings("DoNotClaimAnnotations")
    @Override
    public boolean process(Set<? extends TypeElement> annotations, RoundEnvironment round) {
      return delegate.process(annotations, round);
    }

    @Override
    public Iterable<? extends Completion> getCompletions(
        Element element, AnnotationMirror annotation, ExecutableElement member, String text) {
      return delegate.getCompletions(element, annotation, member, text);
    }
  }

  private static class ForwardingFiler implements Filer {
    private final Filer delegate;

    ForwardingFiler(Filer delegate) {
      this.delegate = delegate;
    }

    @Override
    public JavaFileObject createSourceFile(CharSequence name, Element... from) {
      throw new AssertionError("this processor generates no sources: " + Arrays.toString(from));
    }

    @Override
    public JavaFileObject createClassFile(CharSequence name, Element... from) {
      throw new AssertionError("javac would warn that it comes too late");
    }

    @Override
    public FileObject createResource(
        JavaFileManager.Location location, CharSequence pkg, CharSequence name, Element... from) {
      throw new AssertionError("this processor generates no resources");
    }

    @Override
    public FileObject getResource(
        JavaFileManager.Location location, CharSequence pkg, CharSequence name) throws IOException {
      return delegate.getResource(location, pkg, name);
    }
  }

  private static final class BrokenFiler extends ForwardingFiler {
    BrokenFiler(Filer delegate) {
      super(delegate);
    }

    @Override
    public FileObject getResource(
        JavaFileManager.Location location, CharSequence pkg, CharSequence name) {
      throw new LinkageError("provoked");
    }
  }

  /** Keeps class files, and lets the standard file manager answer for everything else. */
  private static final class InMemory extends ForwardingJavaFileManager<JavaFileManager> {
    private final String uri;

    InMemory(JavaFileManager files, String uri) {
      super(files);
      this.uri = uri;
    }

    @Override
    public JavaFileObject getJavaFileForOutput(
        Location location, String className, JavaFileObject.Kind kind, FileObject sibling) {
      return new SimpleJavaFileObject(URI.create(uri), kind) {
        @Override
        public OutputStream openOutputStream() {
          return new ByteArrayOutputStream();
        }
      };
    }
  }
}

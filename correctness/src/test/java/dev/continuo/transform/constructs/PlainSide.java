package dev.continuo.transform.constructs;

import dev.continuo.constructs.Probe;
import java.io.IOException;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/**
 * Runs the class files of constructs as they came from the compiler, against the plain vocabulary
 * of {@code src/test/plain}.
 */
public final class PlainSide {

  private static final Path SOURCES = Path.of("src", "test", "plain");
  private static final String PROBE = "dev.continuo.constructs.Steps";

  private final ClassFiles constructs;
  private final Map<String, byte[]> vocabulary;
  private final Map<Construct, Run> runs = new ConcurrentHashMap<>();
  private final Loader shared;

  /**
   * @param vocabulary what {@link #vocabulary()} gives
   */
  public PlainSide(ClassFiles constructs, Map<String, byte[]> vocabulary) {
    this.constructs = constructs;
    this.vocabulary = vocabulary;
    this.shared = new Loader();
  }

  /** Compiles the plain vocabulary, together with the probe it implements. */
  public static Map<String, byte[]> vocabulary() throws IOException {
    Path output = SourceCompiler.emptyFolder("plain");
    Variant variant = new Variant("plain", Variant.Compiler.JAVAC, 11, List.of("-g"), 0, false);
    List<Path> sources = new ArrayList<>(SourceCompiler.sources(SOURCES));
    Path tests = Path.of("src", "test", "java", "dev", "continuo", "constructs");
    sources.add(tests.resolve("Steps.java"));
    sources.add(tests.resolve("StepCoroutines.java"));
    SourceCompiler.compile(variant, sources, System.getProperty("java.class.path"), output);
    Map<String, byte[]> classes = new HashMap<>();
    try (var files = Files.walk(output)) {
      for (Path file : files.filter(f -> f.toString().endsWith(".class")).toList()) {
        String name =
            output.relativize(file).toString().replace(file.getFileSystem().getSeparator(), ".");
        classes.put(name.substring(0, name.length() - ".class".length()), Files.readAllBytes(file));
      }
    }
    return classes;
  }

  /**
   * What a run left.
   *
   * @param outcome the yardstick
   * @param awaits how many of the probe's awaitables were awaited
   */
  public record Run(Outcome outcome, int awaits) {}

  /** Runs a construct with no cancellation, or remembers what that gave. */
  Run run(Construct construct) throws ReflectiveOperationException {
    Run run = runs.get(construct);
    if (run == null) {
      run = run(construct, 0);
      runs.put(construct, run);
    }
    return run;
  }

  /**
   * Runs a construct.
   *
   * @param cancelAt the await, from 1, at which a CancelledError is thrown; 0 for none
   */
  public Run run(Construct construct, int cancelAt) throws ReflectiveOperationException {
    Loader loader = construct.needsFreshClasses() ? new Loader() : shared;
    Class<?> type = loader.loadClass(construct.className());
    Class<?> probeType = loader.loadClass("dev.continuo.constructs.PlainSteps");
    Probe probe = (Probe) probeType.getConstructor(Integer.class).newInstance(cancelAt);
    Method method = type.getDeclaredMethod(construct.method(), loader.loadClass(PROBE));
    method.setAccessible(true);
    Object value = null;
    Throwable failure = null;
    try {
      value = resultOf(construct, method.invoke(null, probe));
    } catch (InvocationTargetException e) {
      failure = e.getCause();
    }
    return new Run(Outcome.of(value, failure, probe), probe.awaits());
  }

  private static @Nullable Object resultOf(Construct construct, @Nullable Object returned) {
    return construct.returns() == Construct.Returns.NOTHING
        ? null
        : ((CompletionStage<?>) returned).toCompletableFuture().join();
  }

  /** Prefers its own classes: those named dev.continuo are not the runtime's. */
  private final class Loader extends ClassLoader {

    Loader() {
      super(PlainSide.class.getClassLoader());
    }

    @Override
    protected Class<?> loadClass(String name, boolean resolve) throws ClassNotFoundException {
      synchronized (getClassLoadingLock(name)) {
        Class<?> loaded = findLoadedClass(name);
        if (loaded != null) {
          return loaded;
        }
        byte[] bytes = vocabulary.get(name);
        if (bytes == null) {
          bytes = constructs.read(name.replace('.', '/'));
          bytes = bytes == null ? null : PlainCloses.rewrite(PlainGenerators.wrap(bytes));
        }
        return bytes == null
            ? super.loadClass(name, resolve)
            : defineClass(name, bytes, 0, bytes.length);
      }
    }
  }
}

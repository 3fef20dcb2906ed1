package dev.continuo.transform.constructs;

import dev.continuo.transform.Diagnostic;
import dev.continuo.transform.GeneratedClass;
import dev.continuo.transform.TransformOptions;
import dev.continuo.transform.TransformResult;
import dev.continuo.transform.Transformer;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.UnaryOperator;
import net.bytebuddy.dynamic.ClassFileLocator;
import org.jspecify.annotations.Nullable;
import org.objectweb.asm.ClassReader;
import org.objectweb.asm.util.CheckClassAdapter;

/**
 * The construct classes of one variant after the transformer, made on demand so that a class that
 * cannot be transformed fails its own tests only. Every output is checked once: transforming it
 * again changes no byte, and ASM's checker finds it well formed.
 */
public final class TransformedClasses {

  private final ClassFiles constructs;
  private final Path dumps;
  private final UnaryOperator<byte[]> agent;
  private final @Nullable ClassFiles finished;
  private final Transformer transformer;
  private final Map<String, byte[]> classes = new ConcurrentHashMap<>();
  private final Map<String, String> failures = new ConcurrentHashMap<>();
  private final boolean whenLoaded;
  private final ClassLoader shared;

  /**
   * @param dumps where {@link #dump} writes to
   */
  public TransformedClasses(ClassFiles constructs, Path dumps) {
    this(constructs, dumps, UnaryOperator.identity(), null, false);
  }

  /**
   * @param finished what a front end has transformed, the transformer being called here if null
   */
  public TransformedClasses(ClassFiles constructs, Path dumps, @Nullable ClassFiles finished) {
    this(constructs, dumps, UnaryOperator.identity(), finished, false);
  }

  /** Loaders that define what the compiler wrote, and leave the rest to async-agent. */
  public static TransformedClasses whenLoaded(ClassFiles constructs, Path dumps) {
    AgentFrontEnd.start();
    return new TransformedClasses(constructs, dumps, UnaryOperator.identity(), null, true);
  }

  /**
   * @param agent what another tool makes of every class of the output when it is loaded
   * @param finished as above
   */
  TransformedClasses(
      ClassFiles constructs,
      Path dumps,
      UnaryOperator<byte[]> agent,
      @Nullable ClassFiles finished) {
    this(constructs, dumps, agent, finished, false);
  }

  private TransformedClasses(
      ClassFiles constructs,
      Path dumps,
      UnaryOperator<byte[]> agent,
      @Nullable ClassFiles finished,
      boolean whenLoaded) {
    this.whenLoaded = whenLoaded;
    this.finished = finished;
    this.constructs = constructs;
    this.dumps = dumps;
    this.agent = agent;
    this.shared = newLoader();
    this.transformer =
        new Transformer(
            new ClassFileLocator.Compound(
                new Originals(),
                ClassFileLocator.ForClassLoader.of(TransformedClasses.class.getClassLoader())),
            TransformOptions.defaults());
  }

  /** The loader that most constructs share: they have no static state. */
  ClassLoader loader() {
    return shared;
  }

  /** A loader that has nothing loaded yet. */
  ClassLoader newLoader() {
    return whenLoaded ? new LoadTimeLoader(constructs) : new Loader();
  }

  /** The transformed or generated class, or null if it is none of the constructs'. */
  byte @Nullable [] read(String internalName) {
    byte[] bytes = classes.get(internalName);
    return bytes != null ? bytes : transform(internalName);
  }

  /** Every class made so far whose name starts so. */
  Map<String, byte[]> withPrefix(String internalName) {
    Map<String, byte[]> found = new TreeMap<>(classes);
    found.keySet().removeIf(name -> !name.startsWith(internalName));
    return found;
  }

  private synchronized byte @Nullable [] transform(String internalName) {
    byte[] original = constructs.read(internalName);
    byte[] done = finished == null ? null : finished.read(internalName);
    if (done != null && !Arrays.equals(done, original)) {
      checkAgain(internalName, done);
      byte[] loaded = agent.apply(done);
      classes.put(internalName, loaded);
      return loaded;
    }
    if (original == null) {
      return null;
    }
    String failure = failures.get(internalName);
    if (failure != null) {
      throw new AssertionError(failure);
    }
    try {
      byte[] host = agent.apply(transform(internalName, original));
      classes.put(internalName, host);
      return host;
    } catch (RuntimeException | AssertionError e) {
      failures.put(internalName, "(as before) " + e);
      throw e;
    }
  }

  private byte[] transform(String internalName, byte[] original) {
    TransformResult result = transformer.transform(original, internalName + ".class");
    if (result.outcome() == TransformResult.Outcome.FAILED) {
      StringBuilder message = new StringBuilder("diagnostics for " + internalName);
      for (Diagnostic diagnostic : result.diagnostics()) {
        message.append("\n  ").append(diagnostic.format());
      }
      throw new AssertionError(message.toString());
    }
    if (finished != null && result.outcome() == TransformResult.Outcome.TRANSFORMED) {
      throw new AssertionError("the front end has left " + internalName + " as it was compiled");
    }
    checkAgain(internalName, result.host());
    for (GeneratedClass generated : result.coroutines()) {
      checkAgain(generated.internalName(), generated.bytes());
      classes.put(generated.internalName(), agent.apply(generated.bytes()));
    }
    return result.host();
  }

  private void checkAgain(String internalName, byte[] bytes) {
    TransformResult again = transformer.transform(bytes, internalName + ".class");
    if (again.outcome() != TransformResult.Outcome.UNCHANGED
        || !Arrays.equals(again.host(), bytes)
        || !again.coroutines().isEmpty()) {
      throw new AssertionError(
          "transforming " + internalName + " again is not a no-op: " + again.outcome());
    }
    try {
      CheckClassAdapter checker = new CheckClassAdapter(null, true);
      checker.setComputeLimits(Integer.MAX_VALUE, Long.MAX_VALUE); // some programs are huge
      new ClassReader(bytes).accept(checker, 0);
    } catch (RuntimeException e) {
      throw new AssertionError("ASM's checker rejects " + internalName, e);
    }
  }

  /** What the transformer asks for when it looks at the types that a class uses. */
  private final class Originals implements ClassFileLocator {

    @Override
    public Resolution locate(String name) {
      byte[] bytes = constructs.read(name.replace('.', '/'));
      return bytes == null ? new Resolution.Illegal(name) : new Resolution.Explicit(bytes);
    }

    @Override
    public void close() {}
  }

  /** Defines the constructs itself and leaves the rest to the tests' loader. */
  private final class Loader extends ClassLoader {

    Loader() {
      super(TransformedClasses.class.getClassLoader());
    }

    @Override
    protected Class<?> findClass(String name) throws ClassNotFoundException {
      byte[] bytes = read(name.replace('.', '/'));
      if (bytes == null) {
        throw new ClassNotFoundException(name);
      }
      return defineClass(name, bytes, 0, bytes.length);
    }
  }

  /** Writes the classes around {@code className} and their listings for reading. */
  String dump(String className) {
    if (whenLoaded) { // what the agent makes of it is the same
      read(className.replace('.', '/'));
    }
    try {
      return ClassListings.write(
          dumps, withPrefix(className.replace('.', '/').replaceFirst("\\$.*", "")));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}

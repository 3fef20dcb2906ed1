package dev.continuo.transform.boundaries;

import dev.continuo.transform.Diagnostic;
import dev.continuo.transform.DiagnosticCode;
import dev.continuo.transform.GeneratedClass;
import dev.continuo.transform.TransformException;
import dev.continuo.transform.TransformOptions;
import dev.continuo.transform.TransformResult;
import dev.continuo.transform.Transformer;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import net.bytebuddy.dynamic.ClassFileLocator;
import org.jspecify.annotations.Nullable;

/**
 * Transforms the methods of one class, and has the JVM link the result.
 *
 * <pre>
 *   all methods at once           too large? each half of them
 *   one method, every boundary    too large? every 2nd, 4th, 8th … boundary, for every offset
 * </pre>
 */
final class Trial {

  /** A method is given up when the class does not fit with so few awaits. */
  private static final int MOST_PARTS = 64;

  private final Library library;
  private final Tally tally;
  private final Transformer transformer;

  Trial(Library library, Tally tally) {
    this.library = library;
    this.tally = tally;
    this.transformer =
        new Transformer(
            new ClassFileLocator.Compound(
                new ClassFileLocator.Simple(named(library.classes())),
                ClassFileLocator.ForClassLoader.of(Trial.class.getClassLoader())),
            TransformOptions.defaults());
  }

  private static Map<String, byte[]> named(Map<String, byte[]> classes) {
    Map<String, byte[]> named = new HashMap<>();
    classes.forEach((name, bytes) -> named.put(name.replace('/', '.'), bytes));
    return named;
  }

  /** Tries every method of a class. */
  void run(String className) {
    if (!canLink(className, Map.of())) {
      tally.skipped(className);
      return;
    }
    byte[] original = library.read(className);
    if (original == null) {
      throw new IllegalArgumentException(className);
    }
    SuspendedMethods methods = new SuspendedMethods(library.withFrames(original));
    run(className, methods, 0, methods.count());
  }

  private void run(String className, SuspendedMethods methods, int from, int to) {
    if (from == to) {
      return;
    }
    TransformResult result = transform(className, methods, from, to, 1, 0);
    if (result == null) {
      return; // told already
    }
    if (result.outcome() == TransformResult.Outcome.TRANSFORMED) {
      link(className, methods, from, result, to - from);
    } else if (to - from > 1) {
      int middle = (from + to) / 2;
      run(className, methods, from, middle);
      run(className, methods, middle, to);
    } else {
      runInParts(className, methods, from, 2);
    }
  }

  private void runInParts(String className, SuspendedMethods methods, int method, int parts) {
    for (int part = 0; part < parts; part++) {
      TransformResult result = transform(className, methods, method, method + 1, parts, part);
      if (result == null) {
        return;
      }
      if (result.outcome() != TransformResult.Outcome.TRANSFORMED) {
        Diagnostic error =
            result.diagnostics().stream().filter(Diagnostic::isError).findFirst().orElseThrow();
        if (error.code() == DiagnosticCode.TOO_LARGE && parts < MOST_PARTS) {
          runInParts(className, methods, method, parts * 2);
        } else {
          tally.refused(error.code().id() + " " + error.message().replaceAll("[0-9]+", "N"));
        }
        return;
      }
      if (!link(className, methods, method, result, part == 0 ? 1 : 0)) {
        return;
      }
    }
  }

  private @Nullable TransformResult transform(
      String className, SuspendedMethods methods, int from, int to, int every, int offset) {
    byte[] input;
    try {
      input = methods.classFile(from, to, every, offset);
    } catch (org.objectweb.asm.MethodTooLargeException e) {
      return new TransformResult(
          TransformResult.Outcome.FAILED,
          new byte[0],
          List.of(),
          List.of(
              new Diagnostic(DiagnosticCode.TOO_LARGE, className, 0, "the input is too large")));
    }
    try {
      return transformer.transform(input, className + ".class");
    } catch (TransformException e) {
      if (to - from > 1) { // which method is it?
        int before = tally.failed();
        int middle = (from + to) / 2;
        run(className, methods, from, middle);
        run(className, methods, middle, to);
        if (tally.failed() == before) {
          tally.failed(className + ": its methods together", e);
        }
      } else {
        tally.failed(className + "." + methods.name(from), e);
      }
      return null;
    }
  }

  private boolean link(
      String className, SuspendedMethods methods, int from, TransformResult result, int count) {
    Map<String, byte[]> classes = new HashMap<>();
    classes.put(className, result.host());
    for (GeneratedClass generated : result.coroutines()) {
      classes.put(generated.internalName(), generated.bytes());
    }
    try {
      Loader loader = new Loader(library, classes);
      for (String name : classes.keySet()) {
        loader.link(name);
      }
    } catch (LinkageError | ClassNotFoundException e) {
      tally.failed(className + " from " + methods.name(from), e);
      return false;
    }
    tally.passed(count, methods.inserted());
    return true;
  }

  /** Whether the JVM takes the class of the jar as it is: it may need what is not there. */
  private boolean canLink(String className, Map<String, byte[]> classes) {
    try {
      new Loader(library, classes).link(className);
      return true;
    } catch (LinkageError | ClassNotFoundException e) {
      return false;
    }
  }

  /** Prefers given classes, then those of the jar, each defined anew. */
  private static final class Loader extends ClassLoader {
    private final Library library;
    private final Map<String, byte[]> classes;

    Loader(Library library, Map<String, byte[]> classes) {
      super(Trial.class.getClassLoader());
      this.library = library;
      this.classes = classes;
    }

    /** Has the JVM verify a class; it is not initialised. */
    void link(String internalName) throws ClassNotFoundException {
      var unused = loadClass(internalName.replace('/', '.')).getDeclaredMethods();
    }

    @Override
    protected Class<?> loadClass(String name, boolean resolve) throws ClassNotFoundException {
      synchronized (getClassLoadingLock(name)) {
        Class<?> loaded = findLoadedClass(name);
        if (loaded != null) {
          return loaded;
        }
        String internalName = name.replace('.', '/');
        byte[] bytes = classes.getOrDefault(internalName, library.read(internalName));
        return bytes == null
            ? super.loadClass(name, resolve)
            : defineClass(name, bytes, 0, bytes.length);
      }
    }
  }
}

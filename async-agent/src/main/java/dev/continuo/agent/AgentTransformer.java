package dev.continuo.agent;

import dev.continuo.transform.Diagnostic;
import dev.continuo.transform.GeneratedClass;
import dev.continuo.transform.TransformException;
import dev.continuo.transform.TransformResult;
import dev.continuo.transform.Transformer;
import java.lang.instrument.ClassFileTransformer;
import java.security.ProtectionDomain;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** What the JVM calls with each class that it loads. Thread-safe; throws nothing. */
final class AgentTransformer implements ClassFileTransformer {

  private final AgentOptions options;
  private final LoaderTransformers transformers;
  private final CoroutineDefiner definer;
  private final CoroutineShapes shapes = new CoroutineShapes();

  /** A class of which nothing could be said, for want of stack or memory. */
  private volatile @Nullable String unsaid;

  AgentTransformer(AgentOptions options, CoroutineDefiner definer) {
    this.options = options;
    this.transformers = new LoaderTransformers(options.transform());
    this.definer = definer;
  }

  @Override
  public byte @Nullable [] transform(
      Module module,
      @Nullable ClassLoader loader,
      @Nullable String internalName,
      @Nullable Class<?> redefined,
      @Nullable ProtectionDomain domain,
      byte[] classFile) {
    if (loader == null || internalName == null) {
      return null; // classes of the JVM, and hidden ones, which nobody can give other classes
    }
    if (unsaid != null) {
      try {
        sayWhatIsUnsaid();
      } catch (Throwable t) {
        // Still no stack: with the next class.
      }
    }
    try {
      if (!concerns(internalName, classFile)) {
        return null;
      }
      return transformed(loader, internalName, redefined, domain, classFile);
    } catch (Throwable t) {
      // StackOverflowError too: what leaves this method is lost
      try {
        if (!concerns(internalName, classFile)) {
          return null; // even that look may have failed
        }
        return new FailedClass(loader, internalName, redefined, reason(t), t).substitute(classFile);
      } catch (Throwable again) {
        unsaid = internalName; // more may not be possible where the stack ends
        return null;
      }
    }
  }

  /** Looks before anything else of the transformer is loaded, or can fail. */
  private boolean concerns(String internalName, byte[] classFile) {
    return !RuntimeClasses.include(internalName)
        && Transformer.concerns(classFile)
        && options.accepts(internalName.replace('/', '.'));
  }

  private void sayWhatIsUnsaid() {
    String name = unsaid;
    if (name != null) {
      AgentLog.print(
          "error: "
              + name.replace('/', '.')
              + " stays as the compiler wrote it: it was loaded where no stack, or no memory, was"
              + " left to transform it");
      unsaid = null;
    }
  }

  private byte @Nullable [] transformed(
      ClassLoader loader,
      String internalName,
      @Nullable Class<?> redefined,
      @Nullable ProtectionDomain domain,
      byte[] classFile) {
    TransformResult result = transformers.of(loader).transform(classFile, internalName + ".class");
    for (Diagnostic diagnostic : result.diagnostics()) {
      AgentLog.print((isFatal(diagnostic) ? "error: " : "warning: ") + diagnostic.format());
    }
    if (result.outcome() == TransformResult.Outcome.UNCHANGED) {
      return null; // what was printed are warnings, of a method that is not async
    }
    if (result.outcome() == TransformResult.Outcome.FAILED) {
      FailedClass failed = new FailedClass(loader, internalName, redefined, reason(result), null);
      return options.failOnMisuse() ? failed.substitute(classFile) : failed.leave();
    }
    if (redefined != null) {
      return redefined(redefined, loader, result, domain);
    }
    for (GeneratedClass coroutine : result.coroutines()) {
      shapes.remember(loader, coroutine);
      definer.define(loader, coroutine, domain);
    }
    HandledClasses.note(loader, internalName, HandledClasses.Fate.TRANSFORMED);
    return result.host();
  }

  /**
   * The coroutine classes are redefined before the JVM has seen their host, but only if they keep
   * their shape: then no more than line numbers change in them, and they work with the old host as
   * well, if the JVM refuses the new one for a field or method that came or went.
   *
   * <p>What the new code keeps while it waits must be what the objects of the old one can hold.
   * Null refuses: then the host is as the compiler wrote it, without the methods that are in the
   * loaded one, and the JVM says to the debugger that it cannot do this.
   */
  private byte @Nullable [] redefined(
      Class<?> host,
      ClassLoader loader,
      TransformResult result,
      @Nullable ProtectionDomain domain) {
    if (!shapes.fit(loader, result.coroutines())
        || !definer.redefine(loader, result.coroutines(), domain)) {
      AgentLog.print(
          "warning: "
              + host.getName()
              + " is not redefined: what its coroutines keep while they wait would change,"
              + " or where they wait");
      return null;
    }
    for (GeneratedClass coroutine : result.coroutines()) {
      shapes.remember(loader, coroutine); // those that are new
    }
    AgentLog.print(
        "warning: "
            + host.getName()
            + " is being redefined: coroutines that wait in it go on in the new code, at the await"
            + " with the same number; in the old code if the JVM refuses the class, as it does when"
            + " fields or methods come or go");
    return result.host();
  }

  private boolean isFatal(Diagnostic diagnostic) {
    return diagnostic.isError() && options.failOnMisuse();
  }

  private static String reason(TransformResult result) {
    return result.diagnostics().stream()
        .filter(Diagnostic::isError)
        .map(Diagnostic::format)
        .collect(Collectors.joining("; "));
  }

  private static String reason(Throwable t) {
    return t instanceof TransformException ? String.valueOf(t.getMessage()) : t.toString();
  }
}

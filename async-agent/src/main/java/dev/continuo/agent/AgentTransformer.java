package dev.continuo.agent;

import dev.continuo.transform.Diagnostic;
import dev.continuo.transform.GeneratedClass;
import dev.continuo.transform.ThrowingMethods;
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
    try {
      if (!Transformer.concerns(classFile)) {
        return null; // before anything else of the transformer is loaded
      }
      if (!options.accepts(internalName.replace('/', '.'))) {
        return null; // before anything can fail for it
      }
      return transformed(loader, internalName, redefined, domain, classFile);
    } catch (Throwable t) {
      // StackOverflowError too: what leaves this method is lost
      return substitute(internalName, classFile, reason(t), t);
    }
  }

  private byte @Nullable [] transformed(
      ClassLoader loader,
      String internalName,
      @Nullable Class<?> redefined,
      @Nullable ProtectionDomain domain,
      byte[] classFile) {
    TransformResult result = transformers.of(loader).transform(classFile, internalName + ".class");
    if (result.outcome() == TransformResult.Outcome.UNCHANGED) {
      return null;
    }
    for (Diagnostic diagnostic : result.diagnostics()) {
      AgentLog.print((isFatal(diagnostic) ? "error: " : "warning: ") + diagnostic.format());
    }
    if (result.outcome() == TransformResult.Outcome.FAILED) {
      return options.failOnMisuse()
          ? substitute(internalName, classFile, reason(result), null)
          : null;
    }
    if (redefined != null) {
      return redefined(redefined, loader, result, domain);
    }
    for (GeneratedClass coroutine : result.coroutines()) {
      shapes.remember(loader, coroutine);
      definer.define(loader, coroutine, domain);
    }
    return result.host();
  }

  /**
   * The coroutine classes are redefined with their host, or neither is: what the new code keeps
   * while it waits must be what the objects of the old one can hold. Null refuses: then the host is
   * as the compiler wrote it, without the methods that are in the loaded one, and the JVM says to
   * the debugger that it cannot do this.
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
    AgentLog.print(
        "warning: "
            + host.getName()
            + " is being redefined: coroutines that wait in it go on in the new code, at the await"
            + " with the same number");
    return result.host();
  }

  private boolean isFatal(Diagnostic diagnostic) {
    return diagnostic.isError() && options.failOnMisuse();
  }

  /** The reason stands in the log already, unless there is a cause. */
  private static byte @Nullable [] substitute(
      String internalName, byte[] classFile, String reason, @Nullable Throwable cause) {
    String className = internalName.replace('/', '.');
    try {
      byte[] throwing = ThrowingMethods.of(classFile, reason);
      AgentLog.print(
          "error: " + className + " is not transformed; its @Async methods will throw the reason",
          cause);
      return throwing;
    } catch (RuntimeException e) {
      AgentLog.print(
          "error: " + className + " stays as the compiler wrote it, as it cannot be read", e);
      return null;
    }
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

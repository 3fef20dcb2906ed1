package dev.continuo.agent;

import dev.continuo.transform.Diagnostic;
import dev.continuo.transform.GeneratedClass;
import dev.continuo.transform.TransformResult;
import java.lang.instrument.Instrumentation;
import java.security.ProtectionDomain;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** Rewrites the classes that mention Continuo, and defines their coroutine classes. Thread-safe. */
final class ClassRewriter {

  private final AgentOptions options;
  private final LoaderTransformers transformers;
  private final CoroutineDefiner definer;
  private final CoroutineShapes shapes = new CoroutineShapes();

  ClassRewriter(Instrumentation instrumentation, AgentOptions options) {
    this.options = options;
    this.transformers = new LoaderTransformers(options.transform());
    this.definer = new CoroutineDefiner(instrumentation);
  }

  /**
   * What is loaded in the place of a class.
   *
   * @param redefined the class as it is loaded, if it is to get new code
   * @return null if it stays as it is
   */
  byte @Nullable [] rewrite(
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
}

package dev.continuo.agent;

import dev.continuo.transform.RuntimeNames;
import dev.continuo.transform.ThrowingMethods;
import org.jspecify.annotations.Nullable;

/**
 * A class that cannot be transformed.
 *
 * @param redefined the class as it is loaded, if it is to get new code
 * @param reason why; it stands in the log already, unless there is a cause
 * @param cause a defect, or null for a mistake of the user
 */
record FailedClass(
    ClassLoader loader,
    String internalName,
    @Nullable Class<?> redefined,
    String reason,
    @Nullable Throwable cause) {

  /**
   * What is loaded in its place, and said.
   *
   * @return bytes whose {@code @Async} methods throw the reason; null for those of the compiler
   */
  byte @Nullable [] substitute(byte[] classFile) {
    String className = internalName.replace('/', '.');
    if (redefined != null
        && HandledClasses.of(loader, internalName) == HandledClasses.Fate.TRANSFORMED) {
      // Neither bytes have the methods that are in the loaded class: the JVM refuses both.
      AgentLog.print("error: " + className + " is not redefined: the old code goes on", cause);
      return null;
    }
    boolean seesRuntime;
    byte[] throwing;
    try {
      seesRuntime = seesRuntime();
      throwing =
          ThrowingMethods.of(
              classFile,
              seesRuntime ? reason : "async-runtime is not on the class path (" + reason + ")",
              seesRuntime);
    } catch (Throwable t) {
      if (cause != null && cause != t) {
        t.addSuppressed(cause);
      }
      AgentLog.print("error: " + className + " stays as the compiler wrote it", t);
      return leave();
    }
    AgentLog.print(
        "error: "
            + className
            + " is not transformed"
            + (seesRuntime ? "" : ", as async-runtime is not on the class path")
            + "; its @Async methods will throw the reason"
            + (redefined == null ? "" : ", unless the JVM refuses that, and the old code goes on"),
        cause);
    leave();
    return throwing;
  }

  /** Whether the verifier will find the error that says the reason: it looks as this does. */
  private boolean seesRuntime() {
    try {
      Class.forName(RuntimeNames.NOT_TRANSFORMED.replace('/', '.'), false, loader);
      return true;
    } catch (ClassNotFoundException | LinkageError | RuntimeException e) {
      return false;
    }
  }

  /** Leaves it as the compiler wrote it: null. */
  byte @Nullable [] leave() {
    if (redefined == null) {
      HandledClasses.note(loader, internalName, HandledClasses.Fate.NOT_TRANSFORMED);
    }
    return null;
  }
}

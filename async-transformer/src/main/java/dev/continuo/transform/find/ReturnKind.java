package dev.continuo.transform.find;

import dev.continuo.transform.RuntimeNames;
import java.util.Optional;
import org.objectweb.asm.Type;

/** What an {@code @Async} method may return, and so how its ramp starts the coroutine. */
public enum ReturnKind {
  /** Lazy: the ramp returns the frame. */
  COROUTINE,
  /** Eager: the ramp starts the frame and returns a future. */
  COMPLETABLE,
  /** Lazy: the ramp returns a generator that runs the frame on the thread that asks. */
  GENERATOR,
  /** Lazy: the ramp returns a generator that runs the frame in the task that asks. */
  ASYNC_GENERATOR,
  /** A task of the running loop. */
  VOID;

  /**
   * Whether such a method emits its results.
   *
   * @return true for both kinds of generators
   */
  public boolean isGenerator() {
    return this == GENERATOR || this == ASYNC_GENERATOR;
  }

  /**
   * Whether {@code return x} of such a method awaits x, as far as it is not a known value.
   *
   * @return true for coroutines and futures
   */
  public boolean returnsAwaitable() {
    return this == COROUTINE || this == COMPLETABLE;
  }

  /**
   * The kind of a method.
   *
   * @param methodDescriptor its descriptor
   * @return the kind, or empty if such a method cannot suspend
   */
  public static Optional<ReturnKind> of(String methodDescriptor) {
    Type type = Type.getReturnType(methodDescriptor);
    if (type.getSort() == Type.VOID) {
      return Optional.of(VOID);
    }
    return switch (type.getInternalName()) {
      case RuntimeNames.COROUTINE -> Optional.of(COROUTINE);
      case RuntimeNames.COMPLETABLE_FUTURE, RuntimeNames.COMPLETION_STAGE ->
          Optional.of(COMPLETABLE);
      case RuntimeNames.GENERATOR -> Optional.of(GENERATOR);
      case RuntimeNames.ASYNC_GENERATOR -> Optional.of(ASYNC_GENERATOR);
      default -> Optional.empty();
    };
  }
}

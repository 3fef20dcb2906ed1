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
  /** A task of the running loop. */
  VOID;

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
      default -> Optional.empty();
    };
  }
}

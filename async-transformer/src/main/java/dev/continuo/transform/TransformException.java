package dev.continuo.transform;

import org.jspecify.annotations.Nullable;

/**
 * A defect of the transformer itself, never a mistake of the user (that is a {@link Diagnostic}).
 * The message names class, method, pass and, where there is one, the instruction.
 */
public final class TransformException extends RuntimeException {

  private static final long serialVersionUID = 1;

  /**
   * Says which pass failed on what.
   *
   * @param message class, method, pass and instruction
   * @param cause the underlying exception, or null
   */
  public TransformException(String message, @Nullable Throwable cause) {
    super(message, cause);
  }
}

package dev.continuo.transform;

import java.util.List;

/**
 * What became of one class file.
 *
 * @param outcome what to do with it
 * @param host the bytes of the class itself: rewritten if {@link Outcome#TRANSFORMED}, else the
 *     very array that was given
 * @param coroutines the classes to write beside it, in the order of their methods; empty unless
 *     {@link Outcome#TRANSFORMED}
 * @param diagnostics errors and warnings, in the order of their lines
 */
// The arrays are handed through, never compared.
@SuppressWarnings("ArrayRecordComponent")
public record TransformResult(
    Outcome outcome, byte[] host, List<GeneratedClass> coroutines, List<Diagnostic> diagnostics) {

  /** The three ends of a transformation. */
  public enum Outcome {
    /** Nothing to do, or done before: leave the file alone. */
    UNCHANGED,
    /** Write {@link TransformResult#host} and {@link TransformResult#coroutines}. */
    TRANSFORMED,
    /** At least one diagnostic is an error: leave the file alone and fail the build. */
    FAILED
  }
}

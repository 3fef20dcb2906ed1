package dev.continuo;

/**
 * What a generator sees at the {@code emit} where it is closed, so that its finally blocks run. It
 * is an Error, as {@link CancelledError} is: {@code catch (Exception e)} does not swallow it. A
 * generator that emits again instead of ending fails with "generator ignored GeneratorExit".
 */
public final class GeneratorExit extends Error {
  private static final long serialVersionUID = 1L;

  /** Makes the signal; it carries no stack, as it is not an error, but suppressed exceptions. */
  public GeneratorExit() {
    super(null, null, true, false);
  }
}

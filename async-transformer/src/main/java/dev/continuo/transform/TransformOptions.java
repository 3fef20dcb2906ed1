package dev.continuo.transform;

/**
 * Settings of a transformation.
 *
 * @param verify whether output is verified; switching it off is for finding defects of the verifier
 * @param debug whether variables that are visible to a debugger, but not used any more, are kept
 *     across suspensions too
 */
public record TransformOptions(boolean verify, boolean debug) {

  /**
   * What front ends use when nothing is said: verified, not for debugging.
   *
   * @return the defaults
   */
  public static TransformOptions defaults() {
    return new TransformOptions(true, false);
  }
}

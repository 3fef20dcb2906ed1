package dev.continuo.transform.plan;

import dev.continuo.transform.analysis.VerificationType;

/**
 * A value that is kept in the frame over one suspension.
 *
 * @param position the local slot, or the stack position from the bottom
 * @param type its type, never null or uninitialised
 * @param field where it is kept
 * @param isArgument whether this is the argument's own field, which the next entry passes again
 */
public record Spill(int position, VerificationType type, FrameField field, boolean isArgument) {}

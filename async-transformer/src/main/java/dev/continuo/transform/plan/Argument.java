package dev.continuo.transform.plan;

import org.objectweb.asm.Type;

/**
 * The receiver or a parameter of an {@code @Async} method.
 *
 * @param slot its local variable
 * @param type its declared type
 * @param field where the frame keeps it
 * @param isReceiver whether this is {@code this}
 * @param isReassigned whether the method stores to its slot; else it is never spilled again
 */
public record Argument(
    int slot, Type type, FrameField field, boolean isReceiver, boolean isReassigned) {}

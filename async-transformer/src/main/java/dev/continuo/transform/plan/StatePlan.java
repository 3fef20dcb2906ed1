package dev.continuo.transform.plan;

import dev.continuo.transform.analysis.TypeState;
import dev.continuo.transform.find.SuspensionPoint;
import java.util.List;

/**
 * What happens to the variables at one suspension point.
 *
 * @param point the suspension point
 * @param base the types while suspended: what was awaited is off the stack
 * @param locals the local variables that are kept
 * @param stack the stack entries that are kept, bottom first; nulls are left out
 * @param cleared reference fields whose value died since they were written
 * @param variables names and fields of the kept variables, {@code name=field}
 */
public record StatePlan(
    SuspensionPoint point,
    TypeState base,
    List<Spill> locals,
    List<Spill> stack,
    List<FrameField> cleared,
    List<String> variables) {}

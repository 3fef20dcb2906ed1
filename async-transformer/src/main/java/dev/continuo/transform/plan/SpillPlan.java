package dev.continuo.transform.plan;

import java.util.List;

/**
 * The fields of a coroutine class and what each suspension point does with them.
 *
 * @param arguments the receiver, if any, and the parameters
 * @param spills further fields
 * @param states in the order of the suspension points; state k is at index k - 1
 */
public record SpillPlan(
    List<Argument> arguments, List<FrameField> spills, List<StatePlan> states) {}

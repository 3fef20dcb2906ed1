package dev.continuo.transform.plan;

import dev.continuo.transform.analysis.ControlFlow;
import dev.continuo.transform.analysis.TypeStates;
import dev.continuo.transform.find.AsyncMethod;
import dev.continuo.transform.find.SuspensionPoint;
import java.util.List;
import java.util.Map;

/**
 * Everything that is decided about one method before its bytes are written.
 *
 * @param async the method, with {@code new} moved behind suspension points
 * @param names what its parts are called
 * @param flow its control flow
 * @param types its types
 * @param points its suspension points
 * @param spills its fields
 * @param dispatch its entries
 * @param mayEnterWithoutFrame whether the body is also called directly, with no frame yet
 * @param callees the names of the methods whose bodies may be called directly, by name and
 *     descriptor
 */
public record MethodPlan(
    AsyncMethod async,
    CoroutineNames names,
    ControlFlow flow,
    TypeStates types,
    List<SuspensionPoint> points,
    SpillPlan spills,
    DispatchPlan dispatch,
    boolean mayEnterWithoutFrame,
    Map<String, CoroutineNames> callees) {}

package dev.continuo.transform;

import dev.continuo.transform.analysis.TypeState;
import dev.continuo.transform.analysis.VerificationType;
import dev.continuo.transform.classfile.Instructions;
import dev.continuo.transform.find.SuspensionPoint;
import dev.continuo.transform.find.SuspensionPointFinder;
import dev.continuo.transform.plan.Argument;
import dev.continuo.transform.plan.FrameField;
import dev.continuo.transform.plan.MethodPlan;
import dev.continuo.transform.plan.Spill;
import dev.continuo.transform.plan.StatePlan;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import org.objectweb.asm.Type;
import org.objectweb.asm.tree.AbstractInsnNode;
import org.objectweb.asm.tree.MethodInsnNode;

/** Tells the plans of methods in the words of an {@link Explanation}. */
final class Explainer {

  /** Mark word and compressed class pointer. */
  private static final int HEADER = 12;

  /** CoroutineFrame's state and caller. */
  private static final int SUPERCLASS_FIELDS = 8;

  private static final int ALIGNMENT = 8;

  private Explainer() {}

  static Explanation.Method explain(MethodPlan plan, int bodyBytes) {
    List<Explanation.Point> points = new ArrayList<>();
    for (StatePlan state : plan.spills().states()) {
      SuspensionPoint point = state.point();
      points.add(
          new Explanation.Point(
              point.state(),
              point.line(),
              kind(point.kind()),
              operand(plan, point),
              spilled(state)));
    }
    return new Explanation.Method(
        plan.async().node().name,
        plan.async().node().desc,
        Explanation.Kind.valueOf(plan.async().kind().name()),
        plan.names().frameClass().replace('/', '.'),
        objectBytes(plan),
        bodyBytes,
        points,
        Transitions.of(plan.flow(), points(plan)));
  }

  private static List<SuspensionPoint> points(MethodPlan plan) {
    return plan.spills().states().stream().map(StatePlan::point).toList();
  }

  private static Explanation.PointKind kind(SuspensionPoint.Kind kind) {
    return switch (kind) {
      case AWAIT, BUILT_IN -> Explanation.PointKind.AWAIT;
      case DIRECT -> Explanation.PointKind.DIRECT_CALL;
      case TAIL -> Explanation.PointKind.RETURN;
      case EMIT -> Explanation.PointKind.EMIT;
    };
  }

  /** Fields take 4 bytes or 8; HotSpot puts one of 4 before those of 8 where that closes a gap. */
  private static int objectBytes(MethodPlan plan) {
    int size = HEADER + SUPERCLASS_FIELDS;
    for (Argument argument : plan.spills().arguments()) {
      size += bytes(argument.field());
    }
    for (FrameField field : plan.spills().spills()) {
      size += bytes(field);
    }
    return (size + ALIGNMENT - 1) / ALIGNMENT * ALIGNMENT;
  }

  private static int bytes(FrameField field) {
    return 4 * Type.getType(field.descriptor()).getSize();
  }

  private static List<Explanation.Spilled> spilled(StatePlan state) {
    Map<String, String> names = new TreeMap<>();
    for (String variable : state.variables()) {
      int end = variable.lastIndexOf('=');
      names.put(variable.substring(end + 1), variable.substring(0, end));
    }
    List<Explanation.Spilled> spilled = new ArrayList<>();
    for (Spill spill : state.locals()) {
      spilled.add(spilled(spill, names.get(spill.field().name())));
    }
    state.stack().forEach(spill -> spilled.add(spilled(spill, null)));
    return spilled;
  }

  private static Explanation.Spilled spilled(Spill spill, @Nullable String name) {
    FrameField field = spill.field();
    return new Explanation.Spilled(
        name, Type.getType(field.descriptor()).getClassName(), field.name());
  }

  // ---- operands

  private static String operand(MethodPlan plan, SuspensionPoint point) {
    MethodInsnNode producer = producer(plan.flow().nodes(), point);
    if (producer != null) {
      return producer.owner.replace('/', '.') + "." + producer.name;
    }
    TypeState before = Objects.requireNonNull(plan.types().before(point.index()));
    VerificationType type = before.stack().get(before.stack().size() - point.operands());
    return type.equals(VerificationType.NULL)
        ? "null"
        : Type.getType(type.fieldDescriptor()).getClassName();
  }

  /** The call right before, if its result is what is awaited. */
  private static @Nullable MethodInsnNode producer(
      AbstractInsnNode[] nodes, SuspensionPoint point) {
    int producer =
        point.start() != point.index()
            ? point.start()
            : SuspensionPointFinder.operand(nodes, point.index(), point.operands());
    return Instructions.nodeAt(nodes, producer) instanceof MethodInsnNode call
            && !call.name.equals("<init>")
            && Type.getReturnType(call.desc).getSort() == Type.OBJECT
        ? call
        : null;
  }
}

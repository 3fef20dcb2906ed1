package dev.continuo.transform.plan;

import dev.continuo.transform.analysis.ControlFlow;
import dev.continuo.transform.analysis.Liveness;
import dev.continuo.transform.analysis.TypeState;
import dev.continuo.transform.analysis.TypeStates;
import dev.continuo.transform.analysis.VerificationType;
import dev.continuo.transform.find.AsyncMethod;
import dev.continuo.transform.find.SuspensionPoint;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.objectweb.asm.Opcodes;
import org.objectweb.asm.Type;
import org.objectweb.asm.tree.AbstractInsnNode;
import org.objectweb.asm.tree.IincInsnNode;
import org.objectweb.asm.tree.LocalVariableNode;
import org.objectweb.asm.tree.MethodNode;
import org.objectweb.asm.tree.VarInsnNode;

/**
 * Assigns fields to the values that live across suspensions.
 *
 * <p>A value is named by its place (slot or stack position) and verification type. Two values share
 * a field if they have the same type and are never kept at the same suspension point: greedy
 * colouring of an interference graph whose nodes are values, as register allocators do (Chaitin
 * 1982). The same type, because then no checkcast is needed when it is restored, which may not even
 * be legal (frames mention classes that the method may not access).
 */
public final class SpillPlanner {

  /** A value: place and type. Stack positions count from -1 downwards. */
  private record Value(int place, VerificationType type) {}

  private final AsyncMethod async;
  private final MethodNode method;
  private final String owner;
  private final ControlFlow flow;
  private final TypeStates types;
  private final boolean keepVisible;
  private final Liveness liveness;
  private final Map<Integer, Argument> argumentAt = new LinkedHashMap<>();
  private final Set<String> names = new HashSet<>();

  private SpillPlanner(
      AsyncMethod async, String owner, ControlFlow flow, TypeStates types, boolean keepVisible) {
    this.async = async;
    this.method = async.node();
    this.owner = owner;
    this.flow = flow;
    this.types = types;
    this.keepVisible = keepVisible;
    this.liveness = Liveness.of(flow);
  }

  /**
   * Plans a method.
   *
   * @param async the method
   * @param owner internal name of its class
   * @param flow its control flow
   * @param types its types
   * @param points its suspension points
   * @param keepVisible whether variables that only a debugger can see are kept as well
   * @return the plan
   */
  public static SpillPlan plan(
      AsyncMethod async,
      String owner,
      ControlFlow flow,
      TypeStates types,
      List<SuspensionPoint> points,
      boolean keepVisible) {
    return new SpillPlanner(async, owner, flow, types, keepVisible).plan(points);
  }

  private SpillPlan plan(List<SuspensionPoint> points) {
    nameArguments();
    List<TypeState> bases = points.stream().map(this::base).toList();
    Map<Value, FrameField> fields = color(points, bases);
    List<StatePlan> states = new ArrayList<>();
    for (int i = 0; i < points.size(); i++) {
      states.add(statePlan(points.get(i), bases.get(i), fields));
    }
    states = new FieldClearing(flow, argumentAt.values(), states).planned();
    List<FrameField> spills = fields.values().stream().distinct().toList();
    return new SpillPlan(List.copyOf(argumentAt.values()), spills, states);
  }

  private TypeState base(SuspensionPoint point) {
    TypeState before =
        Objects.requireNonNull(types.before(point.index()), () -> "unreachable " + point);
    return before.dropping(point.operands());
  }

  // ---- arguments

  private void nameArguments() {
    BitSet stored = storedSlots();
    int slot = 0;
    if (!async.isStatic()) {
      argument(0, Type.getObjectType(owner), "self", stored);
      slot = 1;
    }
    for (Type type : Type.getArgumentTypes(method.desc)) {
      argument(slot, type, parameterName(slot), stored);
      slot += type.getSize();
    }
  }

  private void argument(int slot, Type type, String wanted, BitSet stored) {
    String descriptor = VerificationType.of(type).fieldDescriptor();
    var field = new FrameField(unused(wanted), descriptor);
    boolean isReassigned = stored.get(slot) || (type.getSize() == 2 && stored.get(slot + 1));
    argumentAt.put(
        slot, new Argument(slot, type, field, slot == 0 && !async.isStatic(), isReassigned));
  }

  private String unused(String wanted) {
    String name = wanted;
    while (!names.add(name)) {
      name += "$";
    }
    return name;
  }

  private String parameterName(int slot) {
    LocalVariableNode variable = variable(slot, 0);
    return variable == null ? "p" + slot : variable.name;
  }

  private BitSet storedSlots() {
    BitSet stored = new BitSet();
    for (AbstractInsnNode node : method.instructions) {
      if (node instanceof VarInsnNode access && access.getOpcode() >= Opcodes.ISTORE) {
        stored.set(access.var);
        if (access.getOpcode() == Opcodes.LSTORE || access.getOpcode() == Opcodes.DSTORE) {
          stored.set(access.var + 1);
        }
      } else if (node instanceof IincInsnNode increment) {
        stored.set(increment.var);
      }
    }
    return stored;
  }

  // ---- values and fields

  /** The values to keep at a suspension point; nulls are recreated, not kept. */
  private List<Value> keptValues(SuspensionPoint point, TypeState base) {
    BitSet live = liveness.after(point.index());
    List<Value> kept = new ArrayList<>();
    for (int slot = 0; slot < base.locals().size(); slot++) {
      VerificationType type = base.local(slot);
      boolean wanted = live.get(slot) || (keepVisible && variable(slot, point.index()) != null);
      if (wanted && holdsValue(type)) {
        kept.add(new Value(slot, type));
      }
    }
    if (point.kind() == SuspensionPoint.Kind.TAIL) {
      return kept;
    }
    for (int position = 0; position < base.stack().size(); position++) {
      VerificationType type = base.stack().get(position);
      if (holdsValue(type)) {
        kept.add(new Value(-1 - position, type));
      }
    }
    return kept;
  }

  private static boolean holdsValue(VerificationType type) {
    return switch (type.kind()) {
      case INTEGER, FLOAT, LONG, DOUBLE, OBJECT -> true;
      default -> false;
    };
  }

  private boolean isInOwnField(Value value) {
    Argument argument = argumentAt.get(value.place());
    return argument != null
        && VerificationType.of(argument.type()).equals(value.type())
        && !(argument.isReceiver() && argument.isReassigned());
  }

  private Map<Value, FrameField> color(List<SuspensionPoint> points, List<TypeState> bases) {
    Map<Value, BitSet> keptAt = new LinkedHashMap<>();
    for (int i = 0; i < points.size(); i++) {
      for (Value value : keptValues(points.get(i), bases.get(i))) {
        if (!isInOwnField(value)) {
          keptAt.computeIfAbsent(value, v -> new BitSet()).set(i);
        }
      }
    }
    Map<Value, FrameField> fields = new LinkedHashMap<>();
    Map<FrameField, BitSet> busy = new LinkedHashMap<>();
    keptAt.forEach(
        (value, states) -> {
          String descriptor = value.type().fieldDescriptor();
          FrameField field =
              busy.entrySet().stream()
                  .filter(e -> e.getKey().descriptor().equals(descriptor))
                  .filter(e -> !e.getValue().intersects(states))
                  .map(Map.Entry::getKey)
                  .findFirst()
                  .orElseGet(() -> new FrameField(unused("spill" + busy.size()), descriptor));
          busy.computeIfAbsent(field, f -> new BitSet()).or(states);
          fields.put(value, field);
        });
    return fields;
  }

  private StatePlan statePlan(
      SuspensionPoint point, TypeState base, Map<Value, FrameField> fields) {
    List<Spill> locals = new ArrayList<>();
    List<Spill> stack = new ArrayList<>();
    List<String> variables = new ArrayList<>();
    for (Value value : keptValues(point, base)) {
      boolean own = isInOwnField(value);
      FrameField field =
          own
              ? java.util.Objects.requireNonNull(argumentAt.get(value.place())).field()
              : java.util.Objects.requireNonNull(fields.get(value));
      if (value.place() >= 0) {
        locals.add(new Spill(value.place(), value.type(), field, own));
        LocalVariableNode variable = variable(value.place(), point.index());
        if (variable != null) {
          variables.add(variable.name + "=" + field.name());
        }
      } else {
        stack.add(new Spill(-1 - value.place(), value.type(), field, false));
      }
    }
    return new StatePlan(
        point, base, List.copyOf(locals), List.copyOf(stack), List.of(), variables);
  }

  private final Map<LocalVariableNode, int[]> rangeOf = new HashMap<>();

  /** The declared variable that a slot holds at an instruction, if the class file tells. */
  private @Nullable LocalVariableNode variable(int slot, int index) {
    for (LocalVariableNode variable : method.localVariables) {
      if (variable.index == slot) {
        int[] range =
            rangeOf.computeIfAbsent(
                variable,
                v ->
                    new int[] {
                      method.instructions.indexOf(v.start), method.instructions.indexOf(v.end)
                    });
        if (range[0] <= index && index < range[1]) {
          return variable;
        }
      }
    }
    return null;
  }
}

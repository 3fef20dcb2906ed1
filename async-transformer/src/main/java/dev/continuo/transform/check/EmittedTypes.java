package dev.continuo.transform.check;

import dev.continuo.transform.RuntimeNames;
import dev.continuo.transform.analysis.TypeState;
import dev.continuo.transform.analysis.TypeStates;
import dev.continuo.transform.analysis.VerificationType;
import dev.continuo.transform.classfile.Hierarchy;
import dev.continuo.transform.classfile.Hierarchy.Answer;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.objectweb.asm.Opcodes;
import org.objectweb.asm.tree.AbstractInsnNode;
import org.objectweb.asm.tree.MethodInsnNode;
import org.objectweb.asm.tree.MethodNode;

/**
 * Compares what a generator emits with the declared type of its elements. {@code emit} takes an
 * Object, so javac does not; bytecode shows the class of a value as javac knew it, and two classes
 * neither of which extends the other have no common values.
 */
final class EmittedTypes {

  /**
   * An element that cannot be of the declared type.
   *
   * @param index the call of emit
   * @param type internal name of its class
   */
  record Mismatch(int index, String type) {}

  private final Hierarchy hierarchy;

  EmittedTypes(Hierarchy hierarchy) {
    this.hierarchy = hierarchy;
  }

  /**
   * The mismatches of a method.
   *
   * @param owner internal name of its class
   * @param declared internal name of the declared type of its elements
   */
  List<Mismatch> in(String owner, MethodNode method, String declared) {
    List<Mismatch> mismatches = new ArrayList<>();
    TypeStates types = null;
    AbstractInsnNode[] nodes = method.instructions.toArray();
    for (int i = 0; i < nodes.length; i++) {
      if (isEmit(nodes[i])) {
        types = types == null ? TypeStates.of(owner, method) : types;
        String emitted = top(types.before(i));
        if (emitted != null && isForeign(emitted, declared)) {
          mismatches.add(new Mismatch(i, emitted));
        }
      }
    }
    return mismatches;
  }

  private static boolean isEmit(AbstractInsnNode node) {
    return node instanceof MethodInsnNode call
        && call.getOpcode() == Opcodes.INVOKESTATIC
        && call.owner.equals(RuntimeNames.CONTINUO)
        && call.name.equals(RuntimeNames.EMIT);
  }

  private static @Nullable String top(@Nullable TypeState state) {
    if (state == null) {
      return null;
    }
    VerificationType type = state.stack().get(state.stack().size() - 1);
    String name = type.kind() == VerificationType.Kind.OBJECT ? type.name() : null;
    return name == null || name.startsWith("[") ? null : name;
  }

  private boolean isForeign(String emitted, String declared) {
    return hierarchy.isInterface(emitted) == Answer.NO
        && hierarchy.isInterface(declared) == Answer.NO
        && hierarchy.isSubtype(emitted, declared) == Answer.NO
        && hierarchy.isSubtype(declared, emitted) == Answer.NO;
  }
}

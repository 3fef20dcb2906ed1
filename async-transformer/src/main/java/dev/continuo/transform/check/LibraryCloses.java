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
import org.objectweb.asm.tree.AbstractInsnNode;
import org.objectweb.asm.tree.MethodInsnNode;
import org.objectweb.asm.tree.MethodNode;

/**
 * Finds AsyncCloseables that are closed by a function of a library, which cannot await. The one
 * that stands in for a language construct is Kotlin's {@code use}: its inlined code calls {@code
 * closeFinally(resource, cause)}, which would keep a failing close to itself when the block has
 * failed.
 */
final class LibraryCloses {

  private final Hierarchy hierarchy;

  LibraryCloses(Hierarchy hierarchy) {
    this.hierarchy = hierarchy;
  }

  /**
   * The calls in a method.
   *
   * @param owner internal name of its class
   * @return their indexes, in the order of the code
   */
  List<Integer> in(String owner, MethodNode method) {
    List<Integer> calls = new ArrayList<>();
    TypeStates types = null;
    AbstractInsnNode[] nodes = method.instructions.toArray();
    for (int i = 0; i < nodes.length; i++) {
      if (isKotlinClose(nodes[i])) {
        types = types == null ? TypeStates.of(owner, method) : types;
        String resource = belowTop(types.before(i));
        if (resource != null
            && hierarchy.isSubtype(resource, RuntimeNames.ASYNC_CLOSEABLE) == Answer.YES) {
          calls.add(i);
        }
      }
    }
    return calls;
  }

  private static boolean isKotlinClose(AbstractInsnNode node) {
    return node instanceof MethodInsnNode call
        && call.name.equals("closeFinally")
        && call.owner.startsWith("kotlin/");
  }

  private static @Nullable String belowTop(@Nullable TypeState state) {
    if (state == null || state.stack().size() < 2) {
      return null;
    }
    VerificationType type = state.stack().get(state.stack().size() - 2);
    return type.kind() == VerificationType.Kind.OBJECT ? type.name() : null;
  }
}

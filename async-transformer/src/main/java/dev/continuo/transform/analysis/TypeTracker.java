package dev.continuo.transform.analysis;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.objectweb.asm.Opcodes;
import org.objectweb.asm.commons.AnalyzerAdapter;
import org.objectweb.asm.tree.MethodNode;

/**
 * ASM's own implementation of the verifier's type rules, opened for snapshots. Visit the
 * instructions of the method in order; in between {@link #snapshot} tells the types.
 */
public final class TypeTracker extends AnalyzerAdapter {

  /**
   * Starts at the entry of a method.
   *
   * @param owner internal name of its class
   * @param method the method
   */
  public TypeTracker(String owner, MethodNode method) {
    super(Opcodes.ASM9, owner, method.access, method.name, method.desc, null);
  }

  /**
   * The types here.
   *
   * @return the types, or null behind an unconditional jump, where only a frame can tell
   */
  public @Nullable TypeState snapshot() {
    return locals == null ? null : new TypeState(convert(locals, false), convert(stack, true));
  }

  /**
   * The topmost stack entry in ASM's form.
   *
   * @return the entry, or null if there is none
   */
  @Nullable Object top() {
    return stack == null || stack.isEmpty() ? null : stack.get(stack.size() - 1);
  }

  private static List<VerificationType> convert(List<Object> elements, boolean merge) {
    List<VerificationType> types = new ArrayList<>(elements.size());
    for (int i = 0; i < elements.size(); i++) {
      VerificationType type = VerificationType.fromAsm(elements.get(i));
      types.add(type);
      if (merge && type.isWide()) {
        i++;
      }
    }
    return List.copyOf(types);
  }
}

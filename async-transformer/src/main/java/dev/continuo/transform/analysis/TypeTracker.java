package dev.continuo.transform.analysis;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.objectweb.asm.Opcodes;
import org.objectweb.asm.commons.AnalyzerAdapter;
import org.objectweb.asm.tree.MethodNode;

/**
 * ASM's own implementation of the verifier's type rules, opened for snapshots. Visit the
 * instructions of the method in order; in between {@link #snapshot} tells the types.
 *
 * <p>Most instructions leave the local variables as they are, and a method may have thousands of
 * instructions and hundreds of locals: snapshots share what has not changed.
 */
final class TypeTracker extends AnalyzerAdapter {

  private final Map<String, VerificationType> objects = new HashMap<>();
  private List<Object> seenLocals = List.of();
  private List<Object> seenStack = List.of();
  private TypeState last = new TypeState(List.of(), List.of());

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
    if (locals == null) {
      return null;
    }
    boolean sameLocals = locals.equals(seenLocals);
    boolean sameStack = stack.equals(seenStack);
    if (!sameLocals) {
      seenLocals = new ArrayList<>(locals);
    }
    if (!sameStack) {
      seenStack = new ArrayList<>(stack);
    }
    if (!sameLocals || !sameStack) {
      last =
          new TypeState(
              sameLocals ? last.locals() : convert(seenLocals, false),
              sameStack ? last.stack() : convert(seenStack, true));
    }
    return last;
  }

  /**
   * The topmost stack entry in ASM's form.
   *
   * @return the entry, or null if there is none
   */
  @Nullable Object top() {
    return stack == null || stack.isEmpty() ? null : stack.get(stack.size() - 1);
  }

  private List<VerificationType> convert(List<Object> elements, boolean merge) {
    List<VerificationType> types = new ArrayList<>(elements.size());
    for (int i = 0; i < elements.size(); i++) {
      VerificationType type =
          elements.get(i) instanceof String name
              ? objects.computeIfAbsent(name, VerificationType::object)
              : VerificationType.fromAsm(elements.get(i));
      types.add(type);
      if (merge && type.isWide()) {
        i++;
      }
    }
    return List.copyOf(types);
  }
}

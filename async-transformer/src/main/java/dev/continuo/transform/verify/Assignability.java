package dev.continuo.transform.verify;

import dev.continuo.transform.classfile.Hierarchy;
import dev.continuo.transform.classfile.Hierarchy.Answer;
import java.util.List;
import org.objectweb.asm.Opcodes;

/**
 * Whether a value of one verification type may stand where another is expected (JVMS 4.10.1.2). As
 * in the JVM every reference may stand for an interface. Where a class file is missing the answer
 * is yes: the class loader of the program decides, as it does for untransformed code.
 *
 * <p>Types have the form of ASM's visitors: {@link Opcodes#TOP} …, the internal name or array
 * descriptor of a reference, the label of the {@code new} of an object that is not initialized.
 */
final class Assignability {

  private static final String OBJECT = "java/lang/Object";

  private final Hierarchy hierarchy;

  Assignability(Hierarchy hierarchy) {
    this.hierarchy = hierarchy;
  }

  boolean isAssignable(Object from, Object to) {
    if (to == Opcodes.TOP || from.equals(to)) {
      return true;
    }
    if (!(to instanceof String target)) {
      return false;
    }
    return from == Opcodes.NULL
        || (from instanceof String source && isReferenceAssignable(source, target));
  }

  private boolean isReferenceAssignable(String from, String to) {
    if (from.equals(to) || to.equals(OBJECT)) {
      return true;
    }
    if (isArray(to)) {
      return isArray(from) && areElementsAssignable(from.substring(1), to.substring(1));
    }
    if (hierarchy.isInterface(to) != Answer.NO) {
      return true;
    }
    return !isArray(from) && hierarchy.isSubtype(from, to) != Answer.NO;
  }

  /** Of two descriptors; primitive types must be the same. */
  private boolean areElementsAssignable(String from, String to) {
    return from.equals(to)
        || (isReference(from)
            && isReference(to)
            && isReferenceAssignable(internalName(from), internalName(to)));
  }

  private static boolean isArray(String type) {
    return type.charAt(0) == '[';
  }

  private static boolean isReference(String descriptor) {
    return descriptor.charAt(0) == 'L' || isArray(descriptor);
  }

  private static String internalName(String descriptor) {
    return isArray(descriptor) ? descriptor : descriptor.substring(1, descriptor.length() - 1);
  }

  /** The types of locals by slot; those that are not mentioned are unusable. */
  boolean areLocalsAssignable(List<Object> from, List<Object> to) {
    for (int slot = 0; slot < to.size(); slot++) {
      if (!isAssignable(slot < from.size() ? from.get(slot) : Opcodes.TOP, to.get(slot))) {
        return false;
      }
    }
    return true;
  }

  /** The lowest {@code depth} slots of a stack, and a whole one. */
  boolean isStackAssignable(List<Object> from, int depth, List<Object> to) {
    if (depth != to.size()) {
      return false;
    }
    for (int slot = 0; slot < depth; slot++) {
      if (!isAssignable(from.get(slot), to.get(slot))) {
        return false;
      }
    }
    return true;
  }
}

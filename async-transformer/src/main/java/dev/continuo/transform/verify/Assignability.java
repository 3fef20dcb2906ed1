package dev.continuo.transform.verify;

import dev.continuo.transform.analysis.TypeState;
import dev.continuo.transform.analysis.VerificationType;
import dev.continuo.transform.analysis.VerificationType.Kind;
import dev.continuo.transform.classfile.Hierarchy;
import dev.continuo.transform.classfile.Hierarchy.Answer;
import java.util.Objects;
import org.objectweb.asm.Type;

/**
 * Whether a value of one verification type may stand where another is expected (JVMS 4.10.1.2). As
 * in the JVM every reference may stand for an interface. Where a class file is missing the answer
 * is yes: the class loader of the program decides, as it does for untransformed code.
 */
final class Assignability {

  private final Hierarchy hierarchy;

  Assignability(Hierarchy hierarchy) {
    this.hierarchy = hierarchy;
  }

  boolean isAssignable(VerificationType from, VerificationType to) {
    if (to.kind() == Kind.TOP || from.equals(to)) {
      return true;
    }
    if (to.kind() != Kind.OBJECT) {
      return false;
    }
    if (from.kind() == Kind.NULL) {
      return true;
    }
    return from.kind() == Kind.OBJECT
        && isReferenceAssignable(
            Type.getObjectType(Objects.requireNonNull(from.name())),
            Type.getObjectType(Objects.requireNonNull(to.name())));
  }

  private boolean isReferenceAssignable(Type from, Type to) {
    if (from.equals(to) || to.getInternalName().equals("java/lang/Object")) {
      return true;
    }
    if (to.getSort() == Type.ARRAY) {
      return from.getSort() == Type.ARRAY && areElementsAssignable(from, to);
    }
    if (hierarchy.isInterface(to.getInternalName()) != Answer.NO) {
      return true;
    }
    return from.getSort() == Type.OBJECT
        && hierarchy.isSubtype(from.getInternalName(), to.getInternalName()) != Answer.NO;
  }

  private boolean areElementsAssignable(Type from, Type to) {
    Type source = Type.getType(from.getDescriptor().substring(1));
    Type target = Type.getType(to.getDescriptor().substring(1));
    boolean references = source.getSort() >= Type.ARRAY && target.getSort() >= Type.ARRAY;
    return references ? isReferenceAssignable(source, target) : source.equals(target);
  }

  boolean areLocalsAssignable(TypeState from, TypeState to) {
    for (int slot = 0; slot < to.locals().size(); slot++) {
      if (!isAssignable(from.local(slot), to.local(slot))) {
        return false;
      }
    }
    return true;
  }

  boolean isAssignable(TypeState from, TypeState to) {
    if (from.stack().size() != to.stack().size() || !areLocalsAssignable(from, to)) {
      return false;
    }
    for (int i = 0; i < to.stack().size(); i++) {
      if (!isAssignable(from.stack().get(i), to.stack().get(i))) {
        return false;
      }
    }
    return true;
  }
}

package dev.continuo.transform.find;

import dev.continuo.transform.RuntimeNames;
import dev.continuo.transform.classfile.Hierarchy;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.objectweb.asm.Opcodes;
import org.objectweb.asm.Type;
import org.objectweb.asm.tree.AnnotationNode;
import org.objectweb.asm.tree.ClassNode;
import org.objectweb.asm.tree.MethodNode;

/** Finds what is rewritten in a class. */
public final class AsyncMethodFinder {

  private AsyncMethodFinder() {}

  /**
   * The annotated methods with code, and the lambdas that suspend and may.
   *
   * <p>Bridges are left out: javac copies annotations to them, and they only delegate. Methods that
   * cannot be transformed are left out too; the eligibility check reports them.
   *
   * @param host a class that was not transformed before
   * @param hierarchy where supertypes are looked up
   * @return in the order of the class file
   */
  public static List<AsyncMethod> find(ClassNode host, Hierarchy hierarchy) {
    Map<String, LambdaSite> lambdas = LambdaSite.inClass(host);
    List<AsyncMethod> found = new ArrayList<>();
    for (MethodNode method : host.methods) {
      var kind = ReturnKind.of(method.desc);
      if (kind.isEmpty() || !hasCode(method)) {
        continue;
      }
      if (isAnnotated(method) || isWovenBody(host, method)) {
        found.add(new AsyncMethod(method, kind.get(), false));
      } else if (isLambdaBody(method, lambdas)
          && kind.get() != ReturnKind.VOID
          && !SuspendingCall.in(method, hierarchy).isEmpty()) {
        found.add(new AsyncMethod(method, kind.get(), true));
      }
    }
    return found;
  }

  /**
   * Whether a method is annotated and not a bridge.
   *
   * @param method any method
   * @return true for methods that the user wants transformed
   */
  public static boolean isAnnotated(MethodNode method) {
    return (method.access & Opcodes.ACC_BRIDGE) == 0
        && (has(method.visibleAnnotations) || has(method.invisibleAnnotations));
  }

  /**
   * Whether a method holds the code that a weaver took out of an annotated method: AspectJ leaves
   * the advice there, which proceeds with a method {@code NAME_aroundBodyN}.
   *
   * @param host the class
   * @param method one of its methods
   * @return true for a weaver-made method that belongs to an annotated one
   */
  public static boolean isWovenBody(ClassNode host, MethodNode method) {
    int end = method.name.lastIndexOf("_aroundBody");
    if (end < 0 || (method.access & Opcodes.ACC_SYNTHETIC) == 0) {
      return false;
    }
    String name = method.name.substring(0, end);
    Type result = Type.getReturnType(method.desc);
    return host.methods.stream()
        .anyMatch(
            m ->
                m.name.equals(name) && isAnnotated(m) && Type.getReturnType(m.desc).equals(result));
  }

  /**
   * Whether a method holds the code of a lambda expression of its class. A private method that the
   * user wrote and refers to looks the same but for its name: javac's and ecj's are synthetic,
   * Kotlin's are named {@code OUTER$lambda$N}.
   *
   * @param method any method
   * @param lambdas the lambdas of the class
   * @return true for a compiler-made method that a lambda site targets
   */
  public static boolean isLambdaBody(MethodNode method, Map<String, LambdaSite> lambdas) {
    boolean isMade =
        (method.access & Opcodes.ACC_SYNTHETIC) != 0 || method.name.contains("$lambda$");
    return isMade && lambdas.containsKey(method.name + method.desc);
  }

  /**
   * Whether a method holds the code of a lambda expression that stands where a constant condition
   * is false, such as {@code if (DEBUG)}: javac leaves out what creates the lambda, but not its
   * code, which therefore never runs.
   *
   * @param method any method
   * @param lambdas the lambdas of the class
   * @return true for a lambda's method that no lambda site targets
   */
  public static boolean isUnreachableLambda(MethodNode method, Map<String, LambdaSite> lambdas) {
    int made = Opcodes.ACC_PRIVATE | Opcodes.ACC_SYNTHETIC;
    return (method.access & made) == made
        && method.name.startsWith("lambda$")
        && !lambdas.containsKey(method.name + method.desc);
  }

  private static boolean hasCode(MethodNode method) {
    return (method.access & (Opcodes.ACC_ABSTRACT | Opcodes.ACC_NATIVE)) == 0;
  }

  private static boolean has(@org.jspecify.annotations.Nullable List<AnnotationNode> annotations) {
    return annotations != null
        && annotations.stream().anyMatch(a -> a.desc.equals(RuntimeNames.ASYNC_DESCRIPTOR));
  }
}

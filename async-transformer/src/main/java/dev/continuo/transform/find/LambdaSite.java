package dev.continuo.transform.find;

import dev.continuo.transform.RuntimeNames;
import dev.continuo.transform.classfile.Hierarchy;
import java.util.LinkedHashMap;
import java.util.Map;
import org.objectweb.asm.Handle;
import org.objectweb.asm.Opcodes;
import org.objectweb.asm.Type;
import org.objectweb.asm.tree.AbstractInsnNode;
import org.objectweb.asm.tree.ClassNode;
import org.objectweb.asm.tree.InvokeDynamicInsnNode;
import org.objectweb.asm.tree.MethodNode;

/**
 * Where a lambda expression or method reference is turned into an object.
 *
 * @param functionalType binary name of the interface it implements
 * @param target the method that holds its code
 * @param dropsResult whether the interface's method is void, though the code gives something
 * @param index the instruction that creates it
 */
public record LambdaSite(String functionalType, Handle target, boolean dropsResult, int index) {

  /**
   * The lambdas of a class whose code is in the class itself.
   *
   * @param host the class
   * @return by name and descriptor of the method that holds the code
   */
  public static Map<String, LambdaSite> inClass(ClassNode host) {
    Map<String, LambdaSite> sites = new LinkedHashMap<>();
    for (MethodNode method : host.methods) {
      for (LambdaSite site : inMethod(method)) {
        if (site.target.getOwner().equals(host.name)) {
          sites.putIfAbsent(site.target.getName() + site.target.getDesc(), site);
        }
      }
    }
    return sites;
  }

  /**
   * The lambdas and method references that a method creates.
   *
   * @param method the method
   * @return in the order of the code
   */
  public static java.util.List<LambdaSite> inMethod(MethodNode method) {
    var sites = new java.util.ArrayList<LambdaSite>();
    int index = 0;
    for (AbstractInsnNode node : method.instructions) {
      if (node instanceof InvokeDynamicInsnNode dynamic
          && dynamic.bsm.getOwner().equals("java/lang/invoke/LambdaMetafactory")
          && dynamic.bsmArgs.length >= 3
          && dynamic.bsmArgs[1] instanceof Handle target) {
        String type = Type.getReturnType(dynamic.desc).getClassName();
        boolean dropsResult =
            dynamic.bsmArgs[0] instanceof Type sam
                && sam.getReturnType().equals(Type.VOID_TYPE)
                && !Type.getReturnType(target.getDesc()).equals(Type.VOID_TYPE);
        sites.add(new LambdaSite(type, target, dropsResult, index));
      }
      index++;
    }
    return sites;
  }

  /**
   * Whether this is a method reference to the close of an AsyncCloseable, which nothing awaits.
   *
   * @param hierarchy tells which types are AsyncCloseable
   * @return true for {@code resource::close}
   */
  public boolean isReferenceToAwaitedClose(Hierarchy hierarchy) {
    return target.getName().equals("close")
        && target.getDesc().equals("()V")
        && hierarchy.isSubtype(target.getOwner(), RuntimeNames.ASYNC_CLOSEABLE)
            == Hierarchy.Answer.YES;
  }

  /**
   * Whether this is a method reference to a suspending function, which cannot work.
   *
   * @return true for {@code Continuo::await} and its like
   */
  public boolean isReferenceToSuspension() {
    return target.getTag() == Opcodes.H_INVOKESTATIC
        && target.getOwner().equals(RuntimeNames.CONTINUO)
        && SuspendingCall.isSuspending(target.getName());
  }
}

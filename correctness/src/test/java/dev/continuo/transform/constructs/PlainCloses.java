package dev.continuo.transform.constructs;

import org.objectweb.asm.ClassReader;
import org.objectweb.asm.ClassWriter;
import org.objectweb.asm.Opcodes;
import org.objectweb.asm.tree.AbstractInsnNode;
import org.objectweb.asm.tree.ClassNode;
import org.objectweb.asm.tree.MethodInsnNode;
import org.objectweb.asm.tree.MethodNode;
import org.objectweb.asm.tree.VarInsnNode;

/**
 * Gives the plain side the one rule in which an awaited close differs from one in plain Java: a
 * cancellation that arrives in it is not suppressed by the exception that is pending.
 *
 * <pre>
 *   aload pending; aload t; addSuppressed   ⇒   aload pending; aload t; PlainSuppressed.add;
 *                                               astore pending
 * </pre>
 */
final class PlainCloses {
  private PlainCloses() {}

  static byte[] rewrite(byte[] classFile) {
    ClassNode host = new ClassNode();
    new ClassReader(classFile).accept(host, 0);
    for (MethodNode method : host.methods) {
      for (AbstractInsnNode node : method.instructions.toArray()) {
        if (node instanceof MethodInsnNode call
            && call.owner.equals("java/lang/Throwable")
            && call.name.equals("addSuppressed")
            && node.getPrevious() instanceof VarInsnNode
            && node.getPrevious().getPrevious() instanceof VarInsnNode pending) {
          method.instructions.insert(node, new VarInsnNode(Opcodes.ASTORE, pending.var));
          method.instructions.set(
              node,
              new MethodInsnNode(
                  Opcodes.INVOKESTATIC,
                  "dev/continuo/PlainSuppressed",
                  "add",
                  "(Ljava/lang/Throwable;Ljava/lang/Throwable;)Ljava/lang/Throwable;",
                  false));
        }
      }
    }
    ClassWriter writer = new ClassWriter(0);
    host.accept(writer);
    return writer.toByteArray();
  }
}

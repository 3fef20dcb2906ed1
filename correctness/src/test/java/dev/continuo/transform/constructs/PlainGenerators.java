package dev.continuo.transform.constructs;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.objectweb.asm.ClassReader;
import org.objectweb.asm.ClassWriter;
import org.objectweb.asm.Handle;
import org.objectweb.asm.Opcodes;
import org.objectweb.asm.Type;
import org.objectweb.asm.tree.AbstractInsnNode;
import org.objectweb.asm.tree.ClassNode;
import org.objectweb.asm.tree.InsnList;
import org.objectweb.asm.tree.InsnNode;
import org.objectweb.asm.tree.InvokeDynamicInsnNode;
import org.objectweb.asm.tree.MethodInsnNode;
import org.objectweb.asm.tree.MethodNode;
import org.objectweb.asm.tree.VarInsnNode;

/**
 * Gives the plain side lazy generators. A body that emits is moved aside, and the method gives an
 * object that runs it on a thread of its own:
 *
 * <pre>
 *   Generator gen(int n) { … }   ⇒   Generator gen(int n) {
 *                                      return PlainGenerator.generator(() -> gen$plain(n));
 *                                    }
 *                                    private Generator gen$plain(int n) { … }
 * </pre>
 */
final class PlainGenerators {

  private static final Map<String, String> FACTORIES =
      Map.of(
          "dev/continuo/Generator", "generator",
          "dev/continuo/AsyncGenerator", "asyncGenerator");

  private PlainGenerators() {}

  static byte[] wrap(byte[] classFile) {
    ClassNode host = new ClassNode();
    new ClassReader(classFile).accept(host, 0);
    List<MethodNode> bodies = new ArrayList<>();
    for (MethodNode method : host.methods) {
      Type result = Type.getReturnType(method.desc);
      boolean isGenerator =
          result.getSort() == Type.OBJECT && FACTORIES.containsKey(result.getInternalName());
      if (isGenerator && emits(method)) {
        bodies.add(moveBody(host, method));
      }
    }
    if (bodies.isEmpty()) {
      return classFile;
    }
    host.methods.addAll(bodies);
    ClassWriter writer = new ClassWriter(0);
    host.accept(writer);
    return writer.toByteArray();
  }

  private static boolean emits(MethodNode method) {
    for (AbstractInsnNode node : method.instructions) {
      if (isCall(node, "emit") || isCall(node, "emitAll") || isCall(node, "done")) {
        return true;
      }
    }
    return false;
  }

  private static boolean isCall(AbstractInsnNode node, String name) {
    return node instanceof MethodInsnNode call
        && call.owner.equals("dev/continuo/Continuo")
        && call.name.equals(name);
  }

  private static MethodNode moveBody(ClassNode host, MethodNode method) {
    boolean isStatic = (method.access & Opcodes.ACC_STATIC) != 0;
    boolean isInterface = (host.access & Opcodes.ACC_INTERFACE) != 0;
    int access = Opcodes.ACC_PRIVATE | Opcodes.ACC_SYNTHETIC | (method.access & Opcodes.ACC_STATIC);
    MethodNode body =
        new MethodNode(
            Opcodes.ASM9, access, method.name + "$plain", method.desc, null, new String[0]);
    method.accept(body);
    body.visibleAnnotations = null;
    for (AbstractInsnNode node : body.instructions.toArray()) {
      if (isCall(node, "done")) {
        body.instructions.set(node, new InsnNode(Opcodes.ACONST_NULL));
      }
    }
    Type[] captured = captured(host, method, isStatic);
    InsnList code = new InsnList();
    int slot = 0;
    for (Type type : captured) {
      code.add(new VarInsnNode(type.getOpcode(Opcodes.ILOAD), slot));
      slot += type.getSize();
    }
    Handle target =
        new Handle(
            isStatic
                ? Opcodes.H_INVOKESTATIC
                : isInterface ? Opcodes.H_INVOKEINTERFACE : Opcodes.H_INVOKESPECIAL,
            host.name,
            body.name,
            body.desc,
            isInterface);
    Handle metafactory =
        new Handle(
            Opcodes.H_INVOKESTATIC,
            "java/lang/invoke/LambdaMetafactory",
            "metafactory",
            "(Ljava/lang/invoke/MethodHandles$Lookup;Ljava/lang/String;Ljava/lang/invoke/MethodType;"
                + "Ljava/lang/invoke/MethodType;Ljava/lang/invoke/MethodHandle;"
                + "Ljava/lang/invoke/MethodType;)Ljava/lang/invoke/CallSite;",
            false);
    code.add(
        new InvokeDynamicInsnNode(
            "get",
            Type.getMethodDescriptor(Type.getType(java.util.function.Supplier.class), captured),
            metafactory,
            Type.getMethodType("()Ljava/lang/Object;"),
            target,
            Type.getMethodType("()Ljava/lang/Object;")));
    String result = Type.getReturnType(method.desc).getInternalName();
    code.add(
        new MethodInsnNode(
            Opcodes.INVOKESTATIC,
            "dev/continuo/PlainGenerator",
            FACTORIES.get(result),
            "(Ljava/util/function/Supplier;)L" + result + ";",
            false));
    code.add(new InsnNode(Opcodes.ARETURN));
    method.instructions = code;
    method.tryCatchBlocks = new ArrayList<>();
    method.localVariables = null;
    method.maxStack = Math.max(slot, 2);
    method.maxLocals = Math.max(slot, method.maxLocals);
    return body;
  }

  private static Type[] captured(ClassNode host, MethodNode method, boolean isStatic) {
    List<Type> captured = new ArrayList<>();
    if (!isStatic) {
      captured.add(Type.getObjectType(host.name));
    }
    captured.addAll(List.of(Type.getArgumentTypes(method.desc)));
    return captured.toArray(Type[]::new);
  }
}

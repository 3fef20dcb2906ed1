package dev.continuo.transform;

import java.util.List;
import java.util.Set;
import org.objectweb.asm.ClassReader;
import org.objectweb.asm.ClassWriter;
import org.objectweb.asm.Opcodes;
import org.objectweb.asm.tree.AbstractInsnNode;
import org.objectweb.asm.tree.AnnotationNode;
import org.objectweb.asm.tree.ClassNode;
import org.objectweb.asm.tree.InsnList;
import org.objectweb.asm.tree.InsnNode;
import org.objectweb.asm.tree.LdcInsnNode;
import org.objectweb.asm.tree.MethodInsnNode;
import org.objectweb.asm.tree.MethodNode;
import org.objectweb.asm.tree.TypeInsnNode;

/**
 * What a front end that works while classes are loaded puts in the place of a class that it cannot
 * transform: all {@code @Async} methods, and all others that await or emit, throw a {@code
 * NotTransformedError} that says why. The rest of the class stays as it is.
 *
 * <pre>{@code
 * throw new NotTransformedError("dev.example.Store", "Store.java:[17] ASYNC003 await inside ...");
 * }</pre>
 *
 * <p>Where the runtime is missing, that error is too, and a class that throws it could not even be
 * verified: then it is an {@code IllegalStateException} with the same text.
 */
public final class ThrowingMethods {

  /** A string constant takes 65,535 bytes at most, and a character three. */
  private static final int LONGEST_REASON = 20_000;

  private static final Set<String> SUSPENDING =
      Set.of(RuntimeNames.AWAIT, RuntimeNames.EMIT, RuntimeNames.EMIT_ALL, RuntimeNames.EACH);

  private ThrowingMethods() {}

  /**
   * Makes the substitute of a class.
   *
   * @param classFile its bytes, as the compiler wrote them; not modified
   * @param reason why it cannot be transformed
   * @param seesRuntime whether the class can load those of the runtime
   * @return the bytes to load in its place
   * @throws RuntimeException if the bytes are no readable class file
   */
  public static byte[] of(byte[] classFile, String reason, boolean seesRuntime) {
    ClassReader reader = new ClassReader(classFile);
    ClassNode node = new ClassNode();
    reader.accept(node, 0);
    String name = node.name.replace('/', '.');
    String text = reason.substring(0, Math.min(reason.length(), LONGEST_REASON));
    for (MethodNode method : node.methods) {
      if (method.instructions.size() > 0 && (isAsync(method) || suspends(method))) {
        replace(method, seesRuntime ? error(name, text) : exception(name, text));
      }
    }
    ClassWriter writer = new ClassWriter(reader, 0);
    node.accept(writer);
    return writer.toByteArray();
  }

  private static boolean isAsync(MethodNode method) {
    return mentions(method.visibleAnnotations) || mentions(method.invisibleAnnotations);
  }

  private static boolean mentions(List<AnnotationNode> annotations) {
    return annotations != null
        && annotations.stream().anyMatch(each -> each.desc.equals(RuntimeNames.ASYNC_DESCRIPTOR));
  }

  private static boolean suspends(MethodNode method) {
    for (AbstractInsnNode instruction : method.instructions) {
      if (instruction instanceof MethodInsnNode call
          && call.owner.equals(RuntimeNames.CONTINUO)
          && SUSPENDING.contains(call.name)) {
        return true;
      }
    }
    return false;
  }

  private static void replace(MethodNode method, InsnList thrown) {
    method.instructions.clear();
    method.tryCatchBlocks.clear();
    method.localVariables = null;
    method.visibleLocalVariableAnnotations = null;
    method.invisibleLocalVariableAnnotations = null;
    method.instructions.add(thrown);
    method.instructions.add(new InsnNode(Opcodes.ATHROW));
    method.maxStack = 4;
  }

  private static InsnList error(String className, String reason) {
    return made(
        RuntimeNames.NOT_TRANSFORMED,
        RuntimeNames.NOT_TRANSFORMED_DESCRIPTOR,
        List.of(className, reason));
  }

  private static InsnList exception(String className, String reason) {
    return made(
        "java/lang/IllegalStateException",
        "(Ljava/lang/String;)V",
        List.of(className + " could not be transformed when it was loaded: " + reason));
  }

  /** A new object of a class, from strings. */
  private static InsnList made(String type, String descriptor, List<String> arguments) {
    InsnList code = new InsnList();
    code.add(new TypeInsnNode(Opcodes.NEW, type));
    code.add(new InsnNode(Opcodes.DUP));
    arguments.forEach(each -> code.add(new LdcInsnNode(each)));
    code.add(new MethodInsnNode(Opcodes.INVOKESPECIAL, type, "<init>", descriptor, false));
    return code;
  }
}

package dev.continuo.agent;

import dev.continuo.transform.GeneratedClass;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.WeakHashMap;
import org.jspecify.annotations.Nullable;
import org.objectweb.asm.ClassReader;
import org.objectweb.asm.ClassVisitor;
import org.objectweb.asm.FieldVisitor;
import org.objectweb.asm.MethodVisitor;
import org.objectweb.asm.Opcodes;

/**
 * What a body and the coroutine class that was defined for it have agreed on: the fields, how many
 * suspension points there are, and which variable is kept where at each; not the lines.
 *
 * <p>A suspended coroutine can go on in another version of its body if that has the same shape.
 */
final class CoroutineShapes {

  private static final int ASM = Opcodes.ASM9;

  /** The line of a coroutine class's metadata that holds line numbers. */
  private static final int LINE_NUMBERS = 3;

  private final Map<ClassLoader, Map<String, String>> shapes = new WeakHashMap<>();

  /** Notes a class that is defined. The first one counts: two threads may load one host. */
  void remember(ClassLoader loader, GeneratedClass coroutine) {
    String shape = shape(coroutine.bytes());
    synchronized (shapes) {
      shapes
          .computeIfAbsent(loader, any -> new HashMap<>())
          .putIfAbsent(coroutine.internalName(), shape);
    }
  }

  /**
   * Whether the classes have the shapes of those that were defined under their names. One that is
   * not known fits: it is new, or a build has made it.
   */
  boolean fit(ClassLoader loader, List<GeneratedClass> coroutines) {
    for (GeneratedClass coroutine : coroutines) {
      String shape = shape(coroutine.bytes());
      synchronized (shapes) {
        Map<String, String> known = shapes.getOrDefault(loader, Map.of());
        if (!shape.equals(known.getOrDefault(coroutine.internalName(), shape))) {
          return false;
        }
      }
    }
    return true;
  }

  private static String shape(byte[] classFile) {
    StringBuilder shape = new StringBuilder();
    new ClassReader(classFile).accept(new Reader(shape), ClassReader.SKIP_DEBUG);
    return shape.toString();
  }

  private static final class Reader extends ClassVisitor {
    private final StringBuilder shape;

    Reader(StringBuilder shape) {
      super(ASM);
      this.shape = shape;
    }

    @Override
    public @Nullable FieldVisitor visitField(
        int access,
        String name,
        String descriptor,
        @Nullable String signature,
        @Nullable Object value) {
      shape.append(name).append(' ').append(descriptor).append('\n');
      return null;
    }

    @Override
    public @Nullable MethodVisitor visitMethod(
        int access,
        String name,
        String descriptor,
        @Nullable String signature,
        String @Nullable [] exceptions) {
      if (!name.equals("metadata")) {
        return null;
      }
      return new MethodVisitor(ASM) {
        @Override
        public void visitLdcInsn(Object value) {
          shape.append(withoutLineNumbers(String.valueOf(value)));
        }
      };
    }

    private static String withoutLineNumbers(String metadata) {
      String[] lines = metadata.split("\n", -1);
      if (lines.length > LINE_NUMBERS) {
        lines[LINE_NUMBERS] = lines[LINE_NUMBERS].replaceAll("-?\\d+", "");
      }
      return String.join("\n", lines);
    }
  }
}

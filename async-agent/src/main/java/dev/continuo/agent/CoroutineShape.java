package dev.continuo.agent;

import org.jspecify.annotations.Nullable;
import org.objectweb.asm.ClassReader;
import org.objectweb.asm.ClassVisitor;
import org.objectweb.asm.FieldVisitor;
import org.objectweb.asm.MethodVisitor;
import org.objectweb.asm.Opcodes;

/**
 * What a body and the coroutine class that was defined for it have agreed on: the fields, how many
 * suspension points there are, and which variable is kept where at each; not the lines. A hash of
 * 64 bits (FNV-1a) stands for it, as it is kept as long as the class.
 */
final class CoroutineShape extends ClassVisitor {

  private static final int ASM = Opcodes.ASM9;

  /** The line of a coroutine class's metadata that holds line numbers. */
  private static final int LINE_NUMBERS = 3;

  private long hash = 0xcbf29ce484222325L;

  private CoroutineShape() {
    super(ASM);
  }

  static long of(byte[] classFile) {
    CoroutineShape shape = new CoroutineShape();
    new ClassReader(classFile).accept(shape, ClassReader.SKIP_DEBUG);
    return shape.hash;
  }

  @Override
  public @Nullable FieldVisitor visitField(
      int access,
      String name,
      String descriptor,
      @Nullable String signature,
      @Nullable Object value) {
    add(name);
    add(' ');
    add(descriptor);
    add('\n');
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
        addWithoutLineNumbers(String.valueOf(value));
      }
    };
  }

  /** How many numbers there are still counts: the commas stay. */
  private void addWithoutLineNumbers(String metadata) {
    int line = 0;
    for (int i = 0; i < metadata.length(); i++) {
      char c = metadata.charAt(i);
      line += c == '\n' ? 1 : 0;
      if (line != LINE_NUMBERS || (c != '-' && (c < '0' || c > '9'))) {
        add(c);
      }
    }
  }

  private void add(String text) {
    for (int i = 0; i < text.length(); i++) {
      add(text.charAt(i));
    }
  }

  private void add(char c) {
    hash = (hash ^ c) * 0x100000001b3L;
  }
}

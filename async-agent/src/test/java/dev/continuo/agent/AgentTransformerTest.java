package dev.continuo.agent;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.lang.instrument.Instrumentation;
import java.lang.reflect.Proxy;
import java.nio.charset.StandardCharsets;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.objectweb.asm.ClassWriter;
import org.objectweb.asm.MethodVisitor;
import org.objectweb.asm.Opcodes;

/** Classes that are loaded where the stack ends: what is not transformed is said. */
class AgentTransformerTest {

  private static final String NAME = "dev/example/Deep";

  private final AgentTransformer transformer =
      new AgentTransformer(
          (Instrumentation)
              Proxy.newProxyInstance(
                  AgentTransformerTest.class.getClassLoader(),
                  new Class<?>[] {Instrumentation.class},
                  (proxy, method, arguments) -> {
                    throw new UnsupportedOperationException(method.getName());
                  }),
          null);

  private int entered;
  private int untouched;

  @Test
  void whereTheStackEndsNothingIsLeftAsItIsInSilence() throws Exception {
    byte[] classFile = asyncClass();
    assertThat(transform(classFile)).as("with stack enough").isNotNull();
    PrintStream before = System.err;
    ByteArrayOutputStream printed = new ByteArrayOutputStream();
    System.setErr(new PrintStream(printed, true, StandardCharsets.UTF_8));
    try {
      Thread diver = new Thread(null, () -> dive(classFile), "diver", 1 << 18);
      diver.start();
      diver.join();
      transform(new byte[] {1}); // any other class
    } finally {
      System.setErr(before);
    }
    assertThat(entered).isPositive();
    assertThat(printed.toString(StandardCharsets.UTF_8))
        .contains("dev.example.Deep")
        .contains("no stack, or no memory, was left to transform it");
    assertThat(untouched).isPositive();
  }

  private byte @Nullable [] transform(byte[] classFile) {
    return transformer.transform(
        getClass().getModule(), getClass().getClassLoader(), NAME, null, null, classFile);
  }

  /** Transforms at each frame on the way back from the end of the stack. */
  @SuppressWarnings("InfiniteRecursion") // the end of the stack is where it goes
  private void dive(byte[] classFile) {
    try {
      dive(classFile);
    } catch (StackOverflowError e) {
      // the frame above tries
    }
    if (entered < 200) {
      entered++;
      untouched += transform(classFile) == null ? 1 : 0;
    }
  }

  /** One method that is async and awaits. */
  private static byte[] asyncClass() {
    ClassWriter writer = new ClassWriter(ClassWriter.COMPUTE_MAXS);
    writer.visit(Opcodes.V17, 0, NAME, null, "java/lang/Object", null);
    MethodVisitor method =
        writer.visitMethod(
            Opcodes.ACC_STATIC,
            "wait",
            "(Ldev/continuo/Awaitable;)Ldev/continuo/Coroutine;",
            null,
            null);
    method.visitAnnotation("Ldev/continuo/annotation/Async;", false).visitEnd();
    method.visitCode();
    method.visitVarInsn(Opcodes.ALOAD, 0);
    method.visitMethodInsn(
        Opcodes.INVOKESTATIC,
        "dev/continuo/Continuo",
        "await",
        "(Ldev/continuo/Awaitable;)Ljava/lang/Object;",
        false);
    method.visitInsn(Opcodes.POP);
    method.visitInsn(Opcodes.ACONST_NULL);
    method.visitInsn(Opcodes.ARETURN);
    method.visitMaxs(0, 0);
    method.visitEnd();
    writer.visitEnd();
    return writer.toByteArray();
  }
}

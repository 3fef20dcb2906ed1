package dev.continuo.transform.constructs;

import static org.assertj.core.api.Assertions.assertThat;

import dev.continuo.Awaitable;
import dev.continuo.Continuo;
import dev.continuo.Coroutine;
import dev.continuo.transform.TransformOptions;
import dev.continuo.transform.TransformResult;
import dev.continuo.transform.Transformer;
import java.util.HashMap;
import java.util.Map;
import java.util.function.Consumer;
import net.bytebuddy.dynamic.ClassFileLocator;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.objectweb.asm.ClassWriter;
import org.objectweb.asm.MethodVisitor;
import org.objectweb.asm.Opcodes;

/**
 * Compilers may keep several copies of a new object before its constructor runs, in locals and
 * under other operands (JVMS 4.10.1.9.new); javac keeps one.
 */
class UninitialisedCopiesTest {

  private static final String BUILDER = "java/lang/StringBuilder";
  private static final String BUFFER = "java/lang/StringBuffer";

  @ParameterizedTest
  @ValueSource(booleans = {false, true})
  void aCopyInALocal(boolean suspends) throws Exception {
    Object result =
        run(
            suspends,
            code -> {
              code.visitTypeInsn(Opcodes.NEW, BUILDER);
              code.visitInsn(Opcodes.DUP);
              code.visitVarInsn(Opcodes.ASTORE, 1);
              awaitString(code);
              construct(code, BUILDER);
              code.visitVarInsn(Opcodes.ALOAD, 1);
              code.visitLdcInsn("!");
              code.visitMethodInsn(
                  Opcodes.INVOKEVIRTUAL,
                  BUILDER,
                  "append",
                  "(Ljava/lang/String;)Ljava/lang/StringBuilder;",
                  false);
            });
    assertThat(result).hasToString("x!");
  }

  @ParameterizedTest
  @ValueSource(booleans = {false, true})
  void noCopyAtAll(boolean suspends) throws Exception {
    Object result =
        run(
            suspends,
            code -> {
              code.visitTypeInsn(Opcodes.NEW, BUILDER);
              awaitString(code);
              construct(code, BUILDER);
              code.visitLdcInsn("dropped");
            });
    assertThat(result).isEqualTo("dropped");
  }

  @ParameterizedTest
  @ValueSource(booleans = {false, true})
  void copiesUnderOtherOperands(boolean suspends) throws Exception {
    Object result =
        run(
            suspends,
            code -> {
              // builder, 5L, 3, buffer (both without constructor): then each gets its own.
              code.visitTypeInsn(Opcodes.NEW, BUILDER);
              code.visitInsn(Opcodes.DUP);
              code.visitVarInsn(Opcodes.ASTORE, 1);
              code.visitLdcInsn(5L);
              code.visitInsn(Opcodes.ICONST_3);
              code.visitTypeInsn(Opcodes.NEW, BUFFER);
              code.visitVarInsn(Opcodes.ALOAD, 1);
              code.visitVarInsn(Opcodes.ALOAD, 1);
              awaitString(code);
              construct(code, BUILDER);
              code.visitInsn(Opcodes.POP);
              code.visitInsn(Opcodes.DUP);
              awaitString(code);
              construct(code, BUFFER);
              code.visitMethodInsn(
                  Opcodes.INVOKESTATIC,
                  Joining.class.getName().replace('.', '/'),
                  "join",
                  "(Ljava/lang/StringBuilder;JILjava/lang/StringBuffer;)Ljava/lang/String;",
                  false);
            });
    assertThat(result).isEqualTo("x 5 3 x");
  }

  /** Called by the code above. */
  public static final class Joining {
    private Joining() {}

    /** Takes what the operand stack holds at the end. */
    public static String join(StringBuilder builder, long a, int b, StringBuffer buffer) {
      return builder + " " + a + " " + b + " " + buffer;
    }
  }

  private static void construct(MethodVisitor code, String type) {
    code.visitMethodInsn(Opcodes.INVOKESPECIAL, type, "<init>", "(Ljava/lang/String;)V", false);
  }

  private static void awaitString(MethodVisitor code) {
    code.visitVarInsn(Opcodes.ALOAD, 0);
    code.visitMethodInsn(
        Opcodes.INVOKESTATIC,
        "dev/continuo/Continuo",
        "await",
        "(Ldev/continuo/Awaitable;)Ljava/lang/Object;",
        false);
    code.visitTypeInsn(Opcodes.CHECKCAST, "java/lang/String");
  }

  /** Runs {@code @Async static Coroutine m(Awaitable a) { …; return value(top of stack); }}. */
  private static Object run(boolean suspends, Consumer<MethodVisitor> body) throws Exception {
    ClassWriter writer = new ClassWriter(ClassWriter.COMPUTE_MAXS);
    writer.visit(Opcodes.V17, Opcodes.ACC_PUBLIC, "Copies", null, "java/lang/Object", null);
    String descriptor = "(Ldev/continuo/Awaitable;)Ldev/continuo/Coroutine;";
    MethodVisitor code =
        writer.visitMethod(Opcodes.ACC_PUBLIC | Opcodes.ACC_STATIC, "m", descriptor, null, null);
    code.visitAnnotation("Ldev/continuo/annotation/Async;", false).visitEnd();
    code.visitCode();
    body.accept(code);
    code.visitMethodInsn(
        Opcodes.INVOKESTATIC,
        "dev/continuo/Continuo",
        "value",
        "(Ljava/lang/Object;)Ldev/continuo/Value;",
        false);
    code.visitInsn(Opcodes.ARETURN);
    code.visitMaxs(0, 0);
    code.visitEnd();
    writer.visitEnd();
    Class<?> loaded = load(writer.toByteArray());
    Coroutine<?> coroutine =
        (Coroutine<?>)
            loaded
                .getMethod("m", Awaitable.class)
                .invoke(null, suspends ? new Twice() : Continuo.value("x"));
    return Continuo.run(coroutine);
  }

  /** Suspends at every await. */
  private static final class Twice implements Awaitable<String> {
    @Override
    public Awaitable<String> asAwaitable() {
      return Continuo.sleep(java.time.Duration.ZERO, "x");
    }
  }

  private static Class<?> load(byte[] classFile) throws ClassNotFoundException {
    TransformResult result =
        new Transformer(
                ClassFileLocator.ForClassLoader.ofSystemLoader(), TransformOptions.defaults())
            .transform(classFile, "Copies.class");
    assertThat(result.diagnostics()).isEmpty();
    assertThat(result.outcome()).isEqualTo(TransformResult.Outcome.TRANSFORMED);
    Map<String, byte[]> classes = new HashMap<>();
    classes.put("Copies", result.host());
    result.coroutines().forEach(c -> classes.put(c.internalName(), c.bytes()));
    return new ClassLoader(UninitialisedCopiesTest.class.getClassLoader()) {
      @Override
      protected Class<?> findClass(String name) throws ClassNotFoundException {
        byte[] bytes = classes.get(name);
        if (bytes == null) {
          throw new ClassNotFoundException(name);
        }
        return defineClass(name, bytes, 0, bytes.length);
      }
    }.loadClass("Copies");
  }
}

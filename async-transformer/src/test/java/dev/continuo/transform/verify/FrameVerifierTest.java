package dev.continuo.transform.verify;

import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.continuo.transform.classfile.Hierarchy;
import dev.continuo.transform.testing.JavaSource;
import net.bytebuddy.dynamic.ClassFileLocator;
import org.junit.jupiter.api.Test;
import org.objectweb.asm.Label;
import org.objectweb.asm.Opcodes;
import org.objectweb.asm.tree.MethodNode;

/** The verifier accepts what javac writes, and refuses each kind of broken code. */
class FrameVerifierTest {

  private static final Hierarchy PLATFORM =
      new Hierarchy(ClassFileLocator.ForClassLoader.ofPlatformLoader());

  private static MethodNode method(String descriptor) {
    return new MethodNode(Opcodes.ACC_STATIC, "m", descriptor, null, null);
  }

  private static void assertRefused(MethodNode method, String words) {
    assertThatThrownBy(() -> new FrameVerifier("T", method, PLATFORM).verify())
        .isInstanceOf(IllegalStateException.class)
        .hasMessageContaining(words);
  }

  @Test
  void acceptsWhatJavacWrites() {
    JavaSource source =
        JavaSource.compile(
            "class T { static Object m(int n, List<String> l) { Object o = null;"
                + " for (String s : l) { try { o = n > 1 ? s : Integer.valueOf(new int[] {1}[n]); }"
                + " catch (IllegalStateException | NullPointerException e) { o = e; }"
                + " finally { n++; } } return o == null ? new ArrayList<>(n) : o; } }");
    Hierarchy hierarchy = new Hierarchy(source.locator());
    assertThatCode(() -> new FrameVerifier("T", source.method("m"), hierarchy).verify())
        .doesNotThrowAnyException();
  }

  @Test
  void refusesAJumpToAPlaceWithoutFrame() {
    MethodNode method = method("(I)V");
    Label target = new Label();
    method.visitVarInsn(Opcodes.ILOAD, 0);
    method.visitJumpInsn(Opcodes.IFEQ, target);
    method.visitInsn(Opcodes.NOP);
    method.visitLabel(target);
    method.visitInsn(Opcodes.RETURN);
    assertRefused(method, "place without frame");
  }

  @Test
  void refusesAFrameThatStatesMoreThanArrives() {
    MethodNode method = method("(I)V");
    Label target = new Label();
    method.visitVarInsn(Opcodes.ILOAD, 0);
    method.visitJumpInsn(Opcodes.IFEQ, target);
    method.visitInsn(Opcodes.NOP);
    method.visitLabel(target);
    Object[] locals = {Opcodes.INTEGER, "java/lang/String"};
    method.visitFrame(Opcodes.F_NEW, 2, locals, 0, new Object[0]);
    method.visitInsn(Opcodes.RETURN);
    assertRefused(method, "jumps to frame");
  }

  @Test
  void refusesAFallIntoAFrameWithAnotherStack() {
    MethodNode method = method("()V");
    method.visitInsn(Opcodes.ICONST_0);
    method.visitFrame(Opcodes.F_NEW, 0, new Object[0], 0, new Object[0]);
    method.visitInsn(Opcodes.RETURN);
    assertRefused(method, "falls into frame");
  }

  @Test
  void refusesAHandlerThatExpectsALocalWhichIsNotThereYet() {
    MethodNode method = method("()V");
    Label start = new Label();
    Label end = new Label();
    Label handler = new Label();
    method.visitTryCatchBlock(start, end, handler, "java/lang/Exception");
    method.visitLabel(start);
    method.visitInsn(Opcodes.ICONST_0);
    method.visitVarInsn(Opcodes.ISTORE, 0);
    method.visitLabel(end);
    method.visitInsn(Opcodes.RETURN);
    method.visitLabel(handler);
    Object[] locals = {Opcodes.INTEGER};
    method.visitFrame(Opcodes.F_NEW, 1, locals, 1, new Object[] {"java/lang/Exception"});
    method.visitInsn(Opcodes.POP);
    method.visitInsn(Opcodes.RETURN);
    assertRefused(method, "throws to a handler");
  }

  @Test
  void refusesAnArgumentOfAnotherClass() {
    MethodNode method = method("(Ljava/lang/Integer;)V");
    method.visitVarInsn(Opcodes.ALOAD, 0);
    method.visitMethodInsn(Opcodes.INVOKESTATIC, "U", "n", "(Ljava/lang/String;)V", false);
    method.visitInsn(Opcodes.RETURN);
    assertRefused(method, "takes");
  }

  @Test
  void acceptsWhatOnlyAMissingClassCouldDecide() {
    MethodNode method = method("(Lno/such/Type;)V");
    method.visitVarInsn(Opcodes.ALOAD, 0);
    method.visitMethodInsn(Opcodes.INVOKESTATIC, "U", "n", "(Ljava/lang/String;)V", false);
    method.visitInsn(Opcodes.RETURN);
    assertThatCode(() -> new FrameVerifier("T", method, PLATFORM).verify())
        .doesNotThrowAnyException();
  }

  @Test
  void refusesCodeWithoutEnd() {
    MethodNode method = method("()V");
    method.visitInsn(Opcodes.NOP);
    assertRefused(method, "runs off the end");
  }

  private static MethodNode withHandler(Object... stackOfHandler) {
    MethodNode method = method("()V");
    Label start = new Label();
    Label end = new Label();
    Label handler = new Label();
    method.visitTryCatchBlock(start, end, handler, "java/lang/Exception");
    method.visitLabel(start);
    method.visitInsn(Opcodes.NOP);
    method.visitLabel(end);
    method.visitInsn(Opcodes.RETURN);
    method.visitLabel(handler);
    method.visitFrame(
        Opcodes.F_NEW, 0, new Object[0], stackOfHandler.length, stackOfHandler.clone());
    method.visitInsn(Opcodes.RETURN);
    return method;
  }

  @Test
  void aHandlerStartsWithTheExceptionAndNothingElse() {
    assertThatCode(
            () -> new FrameVerifier("T", withHandler("java/lang/Exception"), PLATFORM).verify())
        .doesNotThrowAnyException();
    assertRefused(withHandler(), "handler of java/lang/Exception");
    assertRefused(
        withHandler(Opcodes.INTEGER, "java/lang/Exception"), "handler of java/lang/Exception");
    assertRefused(withHandler("java/lang/Error"), "handler of java/lang/Exception");
  }

  @Test
  void refusesACallThatTakesMoreThanThereIs() {
    MethodNode method = method("()V");
    method.visitMethodInsn(Opcodes.INVOKESTATIC, "U", "n", "(I)V", false);
    method.visitInsn(Opcodes.RETURN);
    assertRefused(method, "takes more than the stack holds");
  }

  @Test
  void refusesCodeBehindAReturnWithoutFrame() {
    MethodNode method = method("()V");
    method.visitInsn(Opcodes.RETURN);
    method.visitInsn(Opcodes.RETURN);
    assertRefused(method, "is not reached by any frame");
  }

  @Test
  void refusesAConstructorCallOnWhatIsNoNewObject() {
    MethodNode method = method("(Ljava/lang/StringBuilder;)V");
    method.visitVarInsn(Opcodes.ALOAD, 0);
    method.visitMethodInsn(
        Opcodes.INVOKESPECIAL, "java/lang/StringBuilder", "<init>", "()V", false);
    method.visitInsn(Opcodes.RETURN);
    assertRefused(method, "constructs");
  }

  @Test
  void refusesToThrowWhatIsNoThrowable() {
    MethodNode method = method("(Ljava/lang/String;)V");
    method.visitVarInsn(Opcodes.ALOAD, 0);
    method.visitInsn(Opcodes.ATHROW);
    assertRefused(method, "takes");
  }

  private static MethodNode withArguments(int second, String called) {
    MethodNode method = method("(JLjava/lang/String;Ljava/lang/Integer;DI)V");
    method.visitVarInsn(Opcodes.LLOAD, 0);
    method.visitVarInsn(Opcodes.ALOAD, second);
    method.visitVarInsn(Opcodes.DLOAD, 4);
    method.visitVarInsn(Opcodes.ILOAD, 6);
    method.visitMethodInsn(Opcodes.INVOKESTATIC, "U", "n", called, false);
    method.visitInsn(Opcodes.RETURN);
    return method;
  }

  @Test
  void findsArgumentsBelowOnesOfTwoSlots() {
    String called = "(JLjava/lang/String;DI)V";
    assertThatCode(() -> new FrameVerifier("T", withArguments(2, called), PLATFORM).verify())
        .doesNotThrowAnyException();
    assertRefused(withArguments(3, called), "takes");
    assertRefused(withArguments(2, "(FLjava/lang/String;DI)V"), "takes");
    assertRefused(withArguments(2, "(JLjava/lang/String;JI)V"), "takes");
    assertRefused(withArguments(2, "(JLjava/lang/String;DF)V"), "takes");
  }

  private static MethodNode storing(int opcode, String receiver, String type) {
    MethodNode method = method("(%sD)V".formatted(receiver));
    if (opcode == Opcodes.PUTFIELD) {
      method.visitVarInsn(Opcodes.ALOAD, 0);
    }
    method.visitVarInsn(Opcodes.DLOAD, 1);
    method.visitFieldInsn(opcode, "java/lang/String", "f", type);
    method.visitInsn(Opcodes.RETURN);
    return method;
  }

  @Test
  void findsTheObjectBelowAFieldOfTwoSlots() {
    String object = "Ljava/lang/String;";
    assertThatCode(
            () -> {
              new FrameVerifier("T", storing(Opcodes.PUTFIELD, object, "D"), PLATFORM).verify();
              new FrameVerifier("T", storing(Opcodes.PUTSTATIC, object, "D"), PLATFORM).verify();
            })
        .doesNotThrowAnyException();
    assertRefused(storing(Opcodes.PUTFIELD, "Ljava/lang/Integer;", "D"), "takes");
    assertRefused(storing(Opcodes.PUTFIELD, object, "J"), "takes");
    assertRefused(storing(Opcodes.PUTSTATIC, object, "J"), "takes");
  }

  /** {@code int i = 0; try { nop(); i = …; nop(); } catch (…) { i; }}. */
  private static MethodNode storingWithinARange(int constant, int store) {
    MethodNode method = method("()V");
    Label start = new Label();
    Label end = new Label();
    Label handler = new Label();
    method.visitTryCatchBlock(start, end, handler, null);
    method.visitInsn(Opcodes.ICONST_0);
    method.visitVarInsn(Opcodes.ISTORE, 0);
    method.visitLabel(start);
    method.visitInsn(Opcodes.NOP);
    method.visitInsn(constant);
    method.visitVarInsn(store, 0);
    method.visitInsn(Opcodes.NOP);
    method.visitLabel(end);
    method.visitInsn(Opcodes.RETURN);
    method.visitLabel(handler);
    Object[] locals = {Opcodes.INTEGER};
    method.visitFrame(Opcodes.F_NEW, 1, locals, 1, new Object[] {"java/lang/Throwable"});
    method.visitInsn(Opcodes.POP);
    method.visitInsn(Opcodes.RETURN);
    return method;
  }

  @Test
  void refusesAStoreAfterWhichTheHandlerFindsAnotherType() {
    assertThatCode(
            () ->
                new FrameVerifier(
                        "T", storingWithinARange(Opcodes.ICONST_1, Opcodes.ISTORE), PLATFORM)
                    .verify())
        .doesNotThrowAnyException();
    assertRefused(
        storingWithinARange(Opcodes.FCONST_1, Opcodes.FSTORE), "instruction 6 throws to a handler");
    assertRefused(storingWithinARange(Opcodes.LCONST_1, Opcodes.LSTORE), "throws to a handler");
    assertRefused(storingWithinARange(Opcodes.ACONST_NULL, Opcodes.ASTORE), "throws to a handler");
  }

  /** {@code new StringBuilder(); if (flag) …}, with the object on the stack at the frame. */
  private static MethodNode overAnUninitialized(boolean isStatedAsReady) {
    MethodNode method = method("(I)V");
    Label creation = new Label();
    Label target = new Label();
    method.visitLabel(creation);
    method.visitTypeInsn(Opcodes.NEW, "java/lang/StringBuilder");
    method.visitVarInsn(Opcodes.ILOAD, 0);
    method.visitJumpInsn(Opcodes.IFEQ, target);
    method.visitInsn(Opcodes.NOP);
    method.visitLabel(target);
    Object stated = isStatedAsReady ? "java/lang/StringBuilder" : creation;
    method.visitFrame(Opcodes.F_NEW, 1, new Object[] {Opcodes.INTEGER}, 1, new Object[] {stated});
    method.visitMethodInsn(
        Opcodes.INVOKESPECIAL, "java/lang/StringBuilder", "<init>", "()V", false);
    method.visitInsn(Opcodes.RETURN);
    return method;
  }

  @Test
  void aNewObjectGoesThroughAFrameAsWhatItIs() {
    assertThatCode(() -> new FrameVerifier("T", overAnUninitialized(false), PLATFORM).verify())
        .doesNotThrowAnyException();
    assertRefused(overAnUninitialized(true), "jumps to frame");
  }

  /** {@code switch (n) { default: }}, with something below the key. */
  private static MethodNode switching(Object... stated) {
    MethodNode method = method("(I)V");
    Label target = new Label();
    method.visitInsn(Opcodes.LCONST_0);
    method.visitVarInsn(Opcodes.ILOAD, 0);
    method.visitTableSwitchInsn(0, 0, target, target);
    method.visitLabel(target);
    method.visitFrame(
        Opcodes.F_NEW, 1, new Object[] {Opcodes.INTEGER}, stated.length, stated.clone());
    method.visitInsn(Opcodes.RETURN);
    return method;
  }

  @Test
  void aSwitchTakesItsKey() {
    assertThatCode(() -> new FrameVerifier("T", switching(Opcodes.LONG), PLATFORM).verify())
        .doesNotThrowAnyException();
    assertRefused(switching(), "jumps to frame");
    assertRefused(switching(Opcodes.LONG, Opcodes.INTEGER), "jumps to frame");
  }

  @Test
  void refusesAReferenceAsTheResultOfAnotherKindOfMethod() {
    for (String descriptor : new String[] {"()V", "()I", "()J"}) {
      MethodNode method = method(descriptor);
      method.visitInsn(Opcodes.ACONST_NULL);
      method.visitInsn(Opcodes.ARETURN);
      assertRefused(method, "returns a reference where the method returns");
    }
  }
}

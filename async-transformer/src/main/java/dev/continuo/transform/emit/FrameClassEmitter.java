package dev.continuo.transform.emit;

import dev.continuo.transform.RuntimeNames;
import dev.continuo.transform.plan.Argument;
import dev.continuo.transform.plan.CoroutineNames;
import dev.continuo.transform.plan.FrameField;
import dev.continuo.transform.plan.MethodPlan;
import org.objectweb.asm.ClassWriter;
import org.objectweb.asm.MethodVisitor;
import org.objectweb.asm.Opcodes;
import org.objectweb.asm.Type;
import org.objectweb.asm.tree.ClassNode;

/**
 * Writes the coroutine class of one method.
 *
 * <pre>
 *   final class Hello$sum$async extends CoroutineFrame {
 *     Hello self; int a; String spill0; …
 *     static { Launch.requireFormat(1, "Hello"); }
 *     Hello$sum$async(Hello self, int a) { this.self = self; this.a = a; }
 *     Object resume(Driver d) { return self.lambda$Hello$sum$async(a, d, this); }
 *     String metadata() { return "…"; }
 *   }
 * </pre>
 */
final class FrameClassEmitter {

  private final MethodPlan plan;
  private final ClassNode host;
  private final CoroutineNames names;
  private final ClassWriter writer = new ClassWriter(ClassWriter.COMPUTE_MAXS);

  private FrameClassEmitter(MethodPlan plan, ClassNode host) {
    this.plan = plan;
    this.host = host;
    this.names = plan.names();
  }

  static byte[] emit(MethodPlan plan, ClassNode host) {
    return new FrameClassEmitter(plan, host).emit();
  }

  /** The parameters of the constructor: the arguments, unless there are too many. */
  static String constructorDescriptor(MethodPlan plan) {
    if (plan.names().passesFields()) {
      return "()V";
    }
    StringBuilder descriptor = new StringBuilder("(");
    for (Argument argument : plan.spills().arguments()) {
      descriptor.append(argument.field().descriptor());
    }
    return descriptor.append(")V").toString();
  }

  private byte[] emit() {
    writer.visit(
        host.version,
        Opcodes.ACC_FINAL | Opcodes.ACC_SUPER | Opcodes.ACC_SYNTHETIC,
        names.frameClass(),
        null,
        superclass(),
        null);
    if (host.sourceFile != null) {
      writer.visitSource(host.sourceFile, null);
    }
    var marker = writer.visitAnnotation(RuntimeNames.TRANSFORMED_DESCRIPTOR, false);
    marker.visit("format", RuntimeNames.FORMAT);
    marker.visit("host", host.name);
    marker.visitEnd();
    for (Argument argument : plan.spills().arguments()) {
      field(argument.field());
    }
    plan.spills().spills().forEach(this::field);
    initializer();
    constructor();
    resume();
    metadata();
    writer.visitEnd();
    return writer.toByteArray();
  }

  private String superclass() {
    return plan.async().kind().isGenerator() ? RuntimeNames.GENERATOR_FRAME : RuntimeNames.FRAME;
  }

  private void field(FrameField field) {
    writer.visitField(0, field.name(), field.descriptor(), null, null).visitEnd();
  }

  private void initializer() {
    MethodVisitor code = writer.visitMethod(Opcodes.ACC_STATIC, "<clinit>", "()V", null, null);
    code.visitCode();
    code.visitLdcInsn(RuntimeNames.FORMAT);
    code.visitLdcInsn(host.name.replace('/', '.'));
    code.visitMethodInsn(
        Opcodes.INVOKESTATIC,
        RuntimeNames.LAUNCH,
        RuntimeNames.LAUNCH_REQUIRE_FORMAT,
        RuntimeNames.LAUNCH_REQUIRE_FORMAT_DESCRIPTOR,
        false);
    code.visitInsn(Opcodes.RETURN);
    code.visitMaxs(0, 0);
    code.visitEnd();
  }

  /**
   * The fields are set before the superclass is initialized, as a compiler sets captured variables
   * (JVMS 4.10.2.4 allows it for the fields of the class itself): behind the branch in that
   * constructor the JIT no longer sees that the object is new, and every store of a reference gets
   * the barriers of the garbage collector.
   */
  private void constructor() {
    String descriptor = constructorDescriptor(plan);
    MethodVisitor code = writer.visitMethod(0, "<init>", descriptor, null, null);
    code.visitCode();
    if (!names.passesFields()) {
      int slot = 1;
      for (Argument argument : plan.spills().arguments()) {
        Type type = Type.getType(argument.field().descriptor());
        code.visitVarInsn(Opcodes.ALOAD, 0);
        code.visitVarInsn(type.getOpcode(Opcodes.ILOAD), slot);
        put(code, argument.field());
        slot += type.getSize();
      }
    }
    code.visitVarInsn(Opcodes.ALOAD, 0);
    code.visitMethodInsn(Opcodes.INVOKESPECIAL, superclass(), "<init>", "()V", false);
    code.visitInsn(Opcodes.RETURN);
    code.visitMaxs(0, 0);
    code.visitEnd();
  }

  private void put(MethodVisitor code, FrameField field) {
    code.visitFieldInsn(Opcodes.PUTFIELD, names.frameClass(), field.name(), field.descriptor());
  }

  private void resume() {
    MethodVisitor code =
        writer.visitMethod(
            Opcodes.ACC_PUBLIC,
            RuntimeNames.FRAME_RESUME,
            RuntimeNames.RESUME_DESCRIPTOR,
            null,
            null);
    code.visitCode();
    for (Argument argument : plan.spills().arguments()) {
      boolean isReceiver = argument.isReceiver();
      if (isReceiver || !names.passesFields()) {
        code.visitVarInsn(Opcodes.ALOAD, 0);
        code.visitFieldInsn(
            Opcodes.GETFIELD,
            names.frameClass(),
            argument.field().name(),
            argument.field().descriptor());
      }
    }
    code.visitVarInsn(Opcodes.ALOAD, 1);
    code.visitVarInsn(Opcodes.ALOAD, 0);
    code.visitMethodInsn(
        names.isBodyStatic() ? Opcodes.INVOKESTATIC : Opcodes.INVOKEVIRTUAL,
        names.host(),
        names.body(),
        names.bodyDescriptor(),
        names.isInterface());
    code.visitInsn(Opcodes.ARETURN);
    code.visitMaxs(0, 0);
    code.visitEnd();
  }

  private void metadata() {
    MethodVisitor code =
        writer.visitMethod(
            Opcodes.ACC_PROTECTED, RuntimeNames.FRAME_METADATA, "()Ljava/lang/String;", null, null);
    code.visitCode();
    code.visitLdcInsn(MetadataEncoder.encode(plan, host));
    code.visitInsn(Opcodes.ARETURN);
    code.visitMaxs(0, 0);
    code.visitEnd();
  }
}

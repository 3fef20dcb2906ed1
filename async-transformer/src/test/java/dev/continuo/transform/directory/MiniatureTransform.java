package dev.continuo.transform.directory;

import dev.continuo.transform.Diagnostic;
import dev.continuo.transform.DiagnosticCode;
import dev.continuo.transform.GeneratedClass;
import dev.continuo.transform.Marker;
import dev.continuo.transform.TransformException;
import dev.continuo.transform.TransformResult;
import dev.continuo.transform.TransformResult.Outcome;
import java.util.ArrayList;
import java.util.List;
import org.objectweb.asm.AnnotationVisitor;
import org.objectweb.asm.ClassReader;
import org.objectweb.asm.ClassWriter;
import org.objectweb.asm.Opcodes;
import org.objectweb.asm.tree.ClassNode;
import org.objectweb.asm.tree.MethodNode;

/**
 * A transformer small enough to see through: what a method's name says is what happens.
 *
 * <pre>
 * async…    gets a coroutine class          bad…      is an error
 * odd…      is a warning                    defect…   is a defect of the transformer
 * </pre>
 *
 * Class files and markers are real ones.
 */
final class MiniatureTransform implements ClassTransform {

  /** A class file with methods of these names and nothing else. */
  static byte[] classFile(String internalName, String... methods) {
    ClassWriter writer = new ClassWriter(0);
    writer.visit(Opcodes.V17, Opcodes.ACC_PUBLIC, internalName, null, "java/lang/Object", null);
    writer.visitSource(
        internalName.substring(internalName.lastIndexOf('/') + 1).replaceFirst("\\$.*", "")
            + ".java",
        null);
    for (String method : methods) {
      writer
          .visitMethod(Opcodes.ACC_ABSTRACT | Opcodes.ACC_PUBLIC, method, "()V", null, null)
          .visitEnd();
    }
    writer.visitEnd();
    return writer.toByteArray();
  }

  @Override
  public TransformResult transform(byte[] classFile, String location) {
    if (classFile.length < 10) {
      return new TransformResult(
          Outcome.FAILED,
          classFile,
          List.of(),
          List.of(
              new Diagnostic(
                  DiagnosticCode.CORRUPT_CLASS_FILE, location, -1, "the class file is corrupt")));
    }
    ClassNode node = new ClassNode();
    new ClassReader(classFile).accept(node, 0);
    List<GeneratedClass> coroutines = new ArrayList<>();
    List<Diagnostic> diagnostics = new ArrayList<>();
    int line = 0;
    for (MethodNode method : node.methods) {
      line++;
      if (method.name.startsWith("async")) {
        coroutines.add(coroutine(node.name, method.name));
      } else if (method.name.startsWith("bad")) {
        diagnostics.add(diagnostic(DiagnosticCode.OUTSIDE_ASYNC, node, line, method.name));
      } else if (method.name.startsWith("odd")) {
        diagnostics.add(diagnostic(DiagnosticCode.BLOCKING_CALL, node, line, method.name));
      } else if (method.name.startsWith("defect")) {
        throw new TransformException(node.name + "." + method.name + ": emit", null);
      }
    }
    boolean failed = diagnostics.stream().anyMatch(Diagnostic::isError);
    if (failed || coroutines.isEmpty() || Marker.read(classFile) != null) {
      return new TransformResult(
          failed ? Outcome.FAILED : Outcome.UNCHANGED, classFile, List.of(), diagnostics);
    }
    return new TransformResult(
        Outcome.TRANSFORMED, host(node, coroutines), coroutines, diagnostics);
  }

  private static Diagnostic diagnostic(
      DiagnosticCode code, ClassNode node, int line, String method) {
    String directory = node.name.substring(0, node.name.lastIndexOf('/') + 1);
    return new Diagnostic(code, directory + node.sourceFile, line, "'" + method + "'");
  }

  private static byte[] host(ClassNode node, List<GeneratedClass> coroutines) {
    AnnotationVisitor marker = node.visitAnnotation("Ldev/continuo/coroutine/Transformed;", false);
    marker.visit("format", 1);
    AnnotationVisitor names = marker.visitArray("coroutines");
    coroutines.forEach(coroutine -> names.visit(null, coroutine.internalName()));
    names.visitEnd();
    marker.visitEnd();
    return write(node);
  }

  private static GeneratedClass coroutine(String host, String method) {
    ClassNode node = new ClassNode();
    String name = host + "$" + method + "$async";
    node.visit(Opcodes.V17, Opcodes.ACC_FINAL, name, null, "java/lang/Object", null);
    AnnotationVisitor marker = node.visitAnnotation("Ldev/continuo/coroutine/Transformed;", false);
    marker.visit("format", 1);
    marker.visit("host", host);
    marker.visitEnd();
    return new GeneratedClass(name, write(node));
  }

  private static byte[] write(ClassNode node) {
    ClassWriter writer = new ClassWriter(0);
    node.accept(writer);
    return writer.toByteArray();
  }
}

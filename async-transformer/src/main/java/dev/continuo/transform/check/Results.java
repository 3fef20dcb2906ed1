package dev.continuo.transform.check;

import dev.continuo.transform.DiagnosticCode;
import dev.continuo.transform.analysis.ReturnOperands;
import dev.continuo.transform.classfile.Hierarchy;
import dev.continuo.transform.find.ReturnForm;
import dev.continuo.transform.find.ReturnKind;
import org.objectweb.asm.Opcodes;
import org.objectweb.asm.tree.AbstractInsnNode;
import org.objectweb.asm.tree.MethodNode;

/** Checks what the {@code @Async} methods of a class return and emit. */
final class Results {

  private final String owner;
  private final EmittedTypes emitted;
  private final Findings findings;

  /**
   * Checks nothing yet.
   *
   * @param owner internal name of the class
   * @param hierarchy tells which types fit
   * @param findings takes what is found
   */
  Results(String owner, Hierarchy hierarchy, Findings findings) {
    this.owner = owner;
    this.emitted = new EmittedTypes(hierarchy);
    this.findings = findings;
  }

  /** The result type is known where the compiler wrote a signature with a concrete one. */
  void check(MethodNode method) {
    checkFinallyBlocks(method);
    if (ReturnKind.of(method.desc).orElseThrow().isGenerator()) {
      checkValues(method);
    }
    ResultType result = ResultType.of(method.signature);
    if (result == null || result.name().equals("java/lang/Void")) {
      return;
    }
    if (ReturnKind.of(method.desc).orElseThrow().isGenerator()) {
      checkEmitted(method, result.name());
      return;
    }
    if (result.isBound()) { // a Void may be a ? extends X
      return;
    }
    AbstractInsnNode[] nodes = method.instructions.toArray();
    for (int i = 0; i < nodes.length; i++) {
      if (nodes[i].getOpcode() == Opcodes.ARETURN && ReturnForm.of(nodes, i) == ReturnForm.DONE) {
        findings.report(
            DiagnosticCode.DONE_WITHOUT_VOID,
            method,
            i,
            "done() in %s, whose result is a %s"
                .formatted(method.name, result.name().replace('/', '.')));
      }
    }
  }

  private void checkValues(MethodNode method) {
    AbstractInsnNode[] nodes = method.instructions.toArray();
    for (int i = 0; i < nodes.length; i++) {
      if (nodes[i].getOpcode() == Opcodes.ARETURN && ReturnForm.of(nodes, i) == ReturnForm.VALUE) {
        findings.report(
            DiagnosticCode.VALUE_IN_GENERATOR,
            method,
            i,
            "return value(x) in " + method.name + ", whose elements are what it emits");
      }
    }
  }

  private void checkEmitted(MethodNode method, String declared) {
    for (EmittedTypes.Mismatch mismatch : emitted.in(owner, method, declared)) {
      findings.report(
          DiagnosticCode.EMITTED_TYPE,
          method,
          mismatch.index(),
          "%s emits a %s, and its elements are declared as %s"
              .formatted(
                  method.name, mismatch.type().replace('/', '.'), declared.replace('/', '.')));
    }
  }

  /**
   * Checks what finally blocks do to what is returned.
   *
   * @param method one whose result, if it has any, is awaited
   */
  void checkFinallyBlocks(MethodNode method) {
    if (ReturnKind.of(method.desc).orElseThrow() == ReturnKind.VOID) {
      return;
    }
    for (int index : ReturnOperands.losingFinallyBlocks(method)) {
      findings.report(
          DiagnosticCode.LOSING_FINALLY,
          method,
          index,
          "a finally block of %s always leaves by itself, and what its try statement returns is not awaited"
              .formatted(method.name));
    }
  }
}

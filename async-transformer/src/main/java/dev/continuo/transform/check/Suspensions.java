package dev.continuo.transform.check;

import dev.continuo.transform.DiagnosticCode;
import dev.continuo.transform.analysis.ControlFlow;
import dev.continuo.transform.analysis.EachUses;
import dev.continuo.transform.analysis.Monitors;
import dev.continuo.transform.analysis.ReturnOperands;
import dev.continuo.transform.analysis.ScopeExits;
import dev.continuo.transform.classfile.Hierarchy;
import dev.continuo.transform.find.ReturnKind;
import dev.continuo.transform.find.SuspendingCall;
import java.util.Arrays;
import java.util.List;
import org.objectweb.asm.Opcodes;
import org.objectweb.asm.tree.AbstractInsnNode;
import org.objectweb.asm.tree.MethodInsnNode;
import org.objectweb.asm.tree.MethodNode;

/** Checks where the bodies that suspend do so: under no lock, in no scope that cannot hold it. */
final class Suspensions {

  private final String owner;
  private final Hierarchy hierarchy;
  private final BlockingCalls blocking;
  private final Findings findings;

  /**
   * Checks nothing yet.
   *
   * @param owner internal name of the class
   * @param hierarchy where supertypes are looked up
   * @param findings takes what is found
   */
  Suspensions(String owner, Hierarchy hierarchy, Findings findings) {
    this.owner = owner;
    this.hierarchy = hierarchy;
    this.blocking = new BlockingCalls(hierarchy);
    this.findings = findings;
  }

  private void checkBlocking(MethodNode method) {
    int index = 0;
    for (AbstractInsnNode node : method.instructions) {
      if (node instanceof MethodInsnNode call && blocking.isBlocking(call)) {
        findings.report(
            DiagnosticCode.BLOCKING_CALL,
            method,
            index,
            "%s.%s blocks the thread, and with it every task of the event loop"
                .formatted(call.owner.substring(call.owner.lastIndexOf('/') + 1), call.name));
      }
      index++;
    }
  }

  void check(MethodNode method, List<SuspendingCall> calls, String where) {
    checkBlocking(method);
    checkReturnsUnderMonitors(method);
    if (calls.isEmpty()) {
      if ((method.access & Opcodes.ACC_SYNCHRONIZED) != 0) {
        findings.report(DiagnosticCode.SYNCHRONIZED_RAMP, method, 0, where + " is synchronized");
      }
      return;
    }
    boolean isSynchronized = (method.access & Opcodes.ACC_SYNCHRONIZED) != 0;
    Monitors monitors = Monitors.of(ControlFlow.of(method));
    for (SuspendingCall call : calls) {
      if (isSynchronized) {
        findings.report(
            DiagnosticCode.INSIDE_SYNCHRONIZED,
            method,
            call.index(),
            call.name() + " inside the synchronized method " + method.name);
      } else if (monitors.heldAt(call.index()) > 0) {
        findings.report(
            DiagnosticCode.INSIDE_SYNCHRONIZED,
            method,
            call.index(),
            call.name() + " inside a synchronized block");
      }
      checkForm(method, call, where);
    }
    checkEach(method);
    checkScopes(method, calls);
  }

  private void checkReturnsUnderMonitors(MethodNode method) {
    boolean locks =
        Arrays.stream(method.instructions.toArray())
            .anyMatch(node -> node.getOpcode() == Opcodes.MONITORENTER);
    ReturnKind kind = ReturnKind.of(method.desc).orElseThrow();
    if (!locks || !(kind.returnsAwaitable() || kind.isGenerator())) {
      return;
    }
    for (int index : ReturnOperands.of(owner, method).underMonitors()) {
      findings.report(
          DiagnosticCode.INSIDE_SYNCHRONIZED,
          method,
          index,
          "return of what is to be awaited from a try statement inside a synchronized block");
    }
  }

  private void checkScopes(MethodNode method, List<SuspendingCall> calls) {
    ScopeExits exits = ScopeExits.of(owner, method, hierarchy);
    for (SuspendingCall call : calls) {
      if (call.isEmit() && exits.isInScope(call.index())) {
        findings.report(
            DiagnosticCode.EMIT_IN_SCOPE,
            method,
            call.index(),
            "'%s' while an AsyncScope of %s is open: its deadline or failure would cancel the consumer"
                .formatted(call.name(), method.name));
      }
    }
    if (ReturnKind.of(method.desc).orElseThrow().isGenerator()) {
      for (int place : ReturnOperands.of(owner, method).places()) {
        if (exits.isInScope(place)) {
          findings.report(
              DiagnosticCode.EMIT_IN_SCOPE,
              method,
              place,
              "return of a generator, which emits all of it, while an AsyncScope of %s is open"
                  .formatted(method.name));
        }
      }
    }
    for (int close : exits.unrecognised()) {
      findings.report(
          DiagnosticCode.SCOPE_SHAPE,
          method,
          close,
          "the close of an AsyncScope where an exception is pending, but is not thrown on right"
              + " after it");
    }
  }

  private void checkForm(MethodNode method, SuspendingCall call, String where) {
    ReturnKind kind = ReturnKind.of(method.desc).orElseThrow();
    boolean emits = call.isEmit();
    if (emits && !kind.isGenerator()) {
      findings.report(
          DiagnosticCode.EMIT_OUTSIDE_GENERATOR,
          method,
          call.index(),
          "'" + call.name() + "' in " + where + ", which is no generator");
    } else if (!emits && kind == ReturnKind.GENERATOR) {
      findings.report(
          DiagnosticCode.AWAIT_IN_GENERATOR,
          method,
          call.index(),
          "'" + call.name() + "' in " + where + ", whose Generator runs outside of any event loop");
    }
  }

  private void checkEach(MethodNode method) {
    if (EachUses.mayBeIn(method)) {
      for (AbstractInsnNode use : EachUses.of(owner, method).escapes()) {
        findings.report(
            DiagnosticCode.EACH_ESCAPES,
            method,
            method.instructions.indexOf(use),
            "each(source) is used for something else than a loop");
      }
    }
  }
}

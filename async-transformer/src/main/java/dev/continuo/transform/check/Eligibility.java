package dev.continuo.transform.check;

import dev.continuo.transform.Diagnostic;
import dev.continuo.transform.DiagnosticCode;
import dev.continuo.transform.classfile.Hierarchy;
import dev.continuo.transform.classfile.Instructions;
import dev.continuo.transform.find.AsyncMethodFinder;
import dev.continuo.transform.find.Discards;
import dev.continuo.transform.find.LambdaSite;
import dev.continuo.transform.find.ReturnKind;
import dev.continuo.transform.find.SuspendingCall;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.objectweb.asm.Opcodes;
import org.objectweb.asm.Type;
import org.objectweb.asm.tree.AbstractInsnNode;
import org.objectweb.asm.tree.AnnotationNode;
import org.objectweb.asm.tree.ClassNode;
import org.objectweb.asm.tree.MethodInsnNode;
import org.objectweb.asm.tree.MethodNode;

/** Checks a class for every mistake of the user that its bytecode shows. */
public final class Eligibility {

  private final ClassNode host;
  private final Map<String, LambdaSite> lambdas;
  private final Hierarchy hierarchy;
  private final LibraryCloses libraryCloses;
  private final Findings findings;
  private final Results results;
  private final Suspensions suspensions;

  private Eligibility(ClassNode host, Hierarchy hierarchy) {
    this.host = host;
    this.hierarchy = hierarchy;
    this.libraryCloses = new LibraryCloses(hierarchy);
    this.findings = new Findings(source(host));
    this.results = new Results(host.name, hierarchy, findings);
    this.suspensions = new Suspensions(host.name, hierarchy, findings);
    this.lambdas = LambdaSite.inClass(host);
  }

  /**
   * Checks a class.
   *
   * @param host the class as the compiler wrote it
   * @param hierarchy where supertypes and annotations of called classes are looked up
   * @return errors and warnings in the order of their lines
   */
  public static List<Diagnostic> check(ClassNode host, Hierarchy hierarchy) {
    var eligibility = new Eligibility(host, hierarchy);
    host.methods.forEach(eligibility::checkMethod);
    return eligibility.findings.inOrder();
  }

  /**
   * The path of the source file of a class below its source root.
   *
   * @param host the class
   * @return for example {@code dev/example/Store.java}; of the class file if the source is not
   *     named
   */
  public static String source(ClassNode host) {
    String folder = host.name.substring(0, host.name.lastIndexOf('/') + 1);
    return host.sourceFile == null ? host.name + ".class" : folder + host.sourceFile;
  }

  private void checkMethod(MethodNode method) {
    checkReferences(method);
    List<SuspendingCall> calls = SuspendingCall.in(method, hierarchy);
    if (AsyncMethodFinder.isAnnotated(method) || AsyncMethodFinder.isWovenBody(host, method)) {
      checkAnnotated(method, calls);
    } else if (AsyncMethodFinder.isLambdaBody(method, lambdas)) {
      checkLambda(method, calls);
    } else if (!AsyncMethodFinder.isUnreachableLambda(method, lambdas)) {
      ImpliedCloses.once(method, calls).forEach(c -> reportOutside(method, c));
    }
    checkLibraryCloses(method);
    checkDiscards(method);
  }

  /**
   * The paths through one block close the same resource, mostly on one line: one report of them.
   */
  private void checkLibraryCloses(MethodNode method) {
    int reported = -1;
    for (int call : libraryCloses.in(host.name, method)) {
      int line = Findings.line(method, call);
      if (line != reported) {
        findings.report(
            DiagnosticCode.CLOSE_BY_LIBRARY,
            method,
            call,
            "Kotlin's use { } of an AsyncCloseable, in "
                + method.name
                + ", cannot await its close");
        reported = line;
      }
    }
  }

  private void checkReferences(MethodNode method) {
    for (LambdaSite site : LambdaSite.inMethod(method)) {
      if (site.isReferenceToSuspension()) {
        findings.report(
            DiagnosticCode.METHOD_REFERENCE,
            method,
            site.index(),
            "Continuo::" + site.target().getName() + " as a method reference cannot suspend");
      } else if (site.isReferenceToAwaitedClose(hierarchy)) {
        findings.report(
            DiagnosticCode.CLOSE_OUTSIDE_ASYNC,
            method,
            site.index(),
            "the close of an AsyncCloseable as a method reference, which nothing awaits");
      } else if (dropsAwaitable(site)) {
        findings.report(
            DiagnosticCode.DISCARDED_AWAITABLE,
            method,
            site.index(),
            "the result of %s is never awaited, so nothing of it runs: %s drops it"
                .formatted(site.target().getName(), site.functionalType()));
      }
    }
  }

  private boolean dropsAwaitable(LambdaSite site) {
    Type result = Type.getReturnType(site.target().getDesc());
    return site.dropsResult()
        && result.getSort() == Type.OBJECT
        && !result.getInternalName().equals(site.target().getOwner()) // may return its receiver
        && Discards.isLazy(result.getInternalName(), hierarchy);
  }

  private void checkAnnotated(MethodNode method, List<SuspendingCall> calls) {
    if ((method.access & Opcodes.ACC_NATIVE) != 0) {
      findings.report(
          DiagnosticCode.NATIVE_METHOD, method, 0, "@Async on the native method " + method.name);
      return;
    }
    if ((method.access & Opcodes.ACC_ABSTRACT) != 0) {
      return;
    }
    if (ReturnKind.of(method.desc).isEmpty()) {
      findings.report(
          DiagnosticCode.UNSUPPORTED_RETURN_TYPE,
          method,
          0,
          "@Async method "
              + method.name
              + " returns "
              + Type.getReturnType(method.desc).getClassName());
      return;
    }
    suspensions.check(method, calls, "@Async method " + method.name);
    results.check(method);
    checkTransaction(method);
  }

  /** Interceptors of Spring, Jakarta EE and others go by an annotation of that name. */
  private void checkTransaction(MethodNode method) {
    if (isTransactional(method.visibleAnnotations) || isTransactional(host.visibleAnnotations)) {
      findings.report(
          DiagnosticCode.TRANSACTION_RAMP,
          method,
          0,
          "the transaction of @Async method "
              + method.name
              + " ends when the call returns, before its body is done");
    }
  }

  private static boolean isTransactional(@Nullable List<AnnotationNode> annotations) {
    return annotations != null
        && annotations.stream().anyMatch(a -> a.desc.matches("L(.*[/$])?Transactional;"));
  }

  private void checkLambda(MethodNode method, List<SuspendingCall> calls) {
    var kind = ReturnKind.of(method.desc);
    if (kind.isPresent() && kind.get() != ReturnKind.VOID) {
      suspensions.check(method, calls, "this lambda");
      if (!calls.isEmpty()) {
        results.checkFinallyBlocks(method);
      }
      return;
    }
    LambdaSite site = java.util.Objects.requireNonNull(lambdas.get(method.name + method.desc));
    for (SuspendingCall call : ImpliedCloses.once(method, calls)) {
      findings.report(
          DiagnosticCode.LAMBDA_CANNOT_SUSPEND,
          method,
          call.index(),
          "'"
              + call.name()
              + "' in a lambda of type "
              + site.functionalType()
              + ", which cannot suspend");
    }
  }

  private void reportOutside(MethodNode method, SuspendingCall call) {
    if (method.name.equals("<init>") || method.name.equals("<clinit>")) {
      String where = method.name.equals("<init>") ? "a constructor" : "a static initialiser";
      findings.report(
          DiagnosticCode.IN_CONSTRUCTOR,
          method,
          call.index(),
          "'" + call.name() + "' in " + where + " or in what initialises a field");
      return;
    }
    if (call.isClose()) {
      findings.report(
          DiagnosticCode.CLOSE_OUTSIDE_ASYNC,
          method,
          call.index(),
          "the close of an AsyncCloseable outside @Async method, in " + method.name);
      return;
    }
    findings.report(
        DiagnosticCode.OUTSIDE_ASYNC,
        method,
        call.index(),
        "'" + call.name() + "' outside @Async method, in " + method.name + foreignAsync(method));
  }

  /** Says so if the method carries an annotation named Async that is not ours. */
  private static String foreignAsync(MethodNode method) {
    List<AnnotationNode> all = new ArrayList<>();
    if (method.visibleAnnotations != null) {
      all.addAll(method.visibleAnnotations);
    }
    if (method.invisibleAnnotations != null) {
      all.addAll(method.invisibleAnnotations);
    }
    for (AnnotationNode annotation : all) {
      String name = Type.getType(annotation.desc).getClassName();
      if (name.endsWith(".Async") || name.endsWith("$Async") || name.equals("Async")) {
        return " (it is annotated with " + name + ", which is not dev.continuo.annotation.Async)";
      }
    }
    return "";
  }

  private void checkDiscards(MethodNode method) {
    AbstractInsnNode[] nodes = method.instructions.toArray();
    for (int i = 0; i < nodes.length; i++) {
      if (nodes[i].getOpcode() == Opcodes.POP && Discards.at(nodes, i, hierarchy)) {
        findings.report(
            DiagnosticCode.DISCARDED_AWAITABLE,
            method,
            i,
            "the result" + calleeName(nodes, i) + " is never awaited, so nothing of it runs");
      }
    }
  }

  private static String calleeName(AbstractInsnNode[] nodes, int pop) {
    return Instructions.nodeAt(nodes, Instructions.adjacent(nodes, pop))
            instanceof MethodInsnNode call
        ? " of " + call.name
        : "";
  }
}

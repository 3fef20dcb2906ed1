package dev.continuo.transform.check;

import dev.continuo.transform.Diagnostic;
import dev.continuo.transform.DiagnosticCode;
import dev.continuo.transform.analysis.ControlFlow;
import dev.continuo.transform.analysis.EachUses;
import dev.continuo.transform.analysis.Monitors;
import dev.continuo.transform.analysis.ReturnOperands;
import dev.continuo.transform.analysis.ScopeExits;
import dev.continuo.transform.classfile.Hierarchy;
import dev.continuo.transform.classfile.Instructions;
import dev.continuo.transform.find.AsyncMethodFinder;
import dev.continuo.transform.find.Discards;
import dev.continuo.transform.find.LambdaSite;
import dev.continuo.transform.find.ReturnForm;
import dev.continuo.transform.find.ReturnKind;
import dev.continuo.transform.find.SuspendingCall;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.objectweb.asm.Opcodes;
import org.objectweb.asm.Type;
import org.objectweb.asm.tree.AbstractInsnNode;
import org.objectweb.asm.tree.AnnotationNode;
import org.objectweb.asm.tree.ClassNode;
import org.objectweb.asm.tree.LineNumberNode;
import org.objectweb.asm.tree.MethodInsnNode;
import org.objectweb.asm.tree.MethodNode;

/** Checks a class for every mistake of the user that its bytecode shows. */
public final class Eligibility {

  private final ClassNode host;
  private final String source;
  private final Map<String, LambdaSite> lambdas;
  private final Hierarchy hierarchy;
  private final BlockingCalls blocking;
  private final EmittedTypes emitted;
  private final LibraryCloses libraryCloses;
  private final List<Diagnostic> diagnostics = new ArrayList<>();

  private Eligibility(ClassNode host, Hierarchy hierarchy) {
    this.host = host;
    this.hierarchy = hierarchy;
    this.blocking = new BlockingCalls(hierarchy);
    this.emitted = new EmittedTypes(hierarchy);
    this.libraryCloses = new LibraryCloses(hierarchy);
    this.source = source(host);
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
    eligibility.diagnostics.sort(Comparator.comparingInt(Diagnostic::line));
    return List.copyOf(eligibility.diagnostics);
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
      calls.forEach(c -> reportOutside(method, c));
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
      int line = line(method, call);
      if (line != reported) {
        report(
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
        report(
            DiagnosticCode.METHOD_REFERENCE,
            method,
            site.index(),
            "Continuo::" + site.target().getName() + " as a method reference cannot suspend");
      } else if (site.isReferenceToAwaitedClose(hierarchy)) {
        report(
            DiagnosticCode.CLOSE_OUTSIDE_ASYNC,
            method,
            site.index(),
            "the close of an AsyncCloseable as a method reference, which nothing awaits");
      } else if (dropsAwaitable(site)) {
        report(
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
      report(DiagnosticCode.NATIVE_METHOD, method, 0, "@Async on the native method " + method.name);
      return;
    }
    if ((method.access & Opcodes.ACC_ABSTRACT) != 0) {
      return;
    }
    if (ReturnKind.of(method.desc).isEmpty()) {
      report(
          DiagnosticCode.UNSUPPORTED_RETURN_TYPE,
          method,
          0,
          "@Async method "
              + method.name
              + " returns "
              + Type.getReturnType(method.desc).getClassName());
      return;
    }
    checkSuspensions(method, calls, "@Async method " + method.name);
    checkResults(method);
    checkTransaction(method);
  }

  /** The result type is known where the compiler wrote a signature with a concrete one. */
  private void checkResults(MethodNode method) {
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
        report(
            DiagnosticCode.DONE_WITHOUT_VOID,
            method,
            i,
            "done() in %s, whose result is a %s"
                .formatted(method.name, result.name().replace('/', '.')));
      }
    }
  }

  /** Interceptors of Spring, Jakarta EE and others go by an annotation of that name. */
  private void checkTransaction(MethodNode method) {
    if (isTransactional(method.visibleAnnotations) || isTransactional(host.visibleAnnotations)) {
      report(
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

  private void checkValues(MethodNode method) {
    AbstractInsnNode[] nodes = method.instructions.toArray();
    for (int i = 0; i < nodes.length; i++) {
      if (nodes[i].getOpcode() == Opcodes.ARETURN && ReturnForm.of(nodes, i) == ReturnForm.VALUE) {
        report(
            DiagnosticCode.VALUE_IN_GENERATOR,
            method,
            i,
            "return value(x) in " + method.name + ", whose elements are what it emits");
      }
    }
  }

  private void checkEmitted(MethodNode method, String declared) {
    for (EmittedTypes.Mismatch mismatch : emitted.in(host.name, method, declared)) {
      report(
          DiagnosticCode.EMITTED_TYPE,
          method,
          mismatch.index(),
          "%s emits a %s, and its elements are declared as %s"
              .formatted(
                  method.name, mismatch.type().replace('/', '.'), declared.replace('/', '.')));
    }
  }

  private void checkLambda(MethodNode method, List<SuspendingCall> calls) {
    var kind = ReturnKind.of(method.desc);
    if (kind.isPresent() && kind.get() != ReturnKind.VOID) {
      checkSuspensions(method, calls, "this lambda");
      return;
    }
    LambdaSite site = java.util.Objects.requireNonNull(lambdas.get(method.name + method.desc));
    for (SuspendingCall call : calls) {
      report(
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

  private void checkBlocking(MethodNode method) {
    int index = 0;
    for (AbstractInsnNode node : method.instructions) {
      if (node instanceof MethodInsnNode call && blocking.isBlocking(call)) {
        report(
            DiagnosticCode.BLOCKING_CALL,
            method,
            index,
            "%s.%s blocks the thread, and with it every task of the event loop"
                .formatted(call.owner.substring(call.owner.lastIndexOf('/') + 1), call.name));
      }
      index++;
    }
  }

  private void checkSuspensions(MethodNode method, List<SuspendingCall> calls, String where) {
    checkBlocking(method);
    checkReturnsUnderMonitors(method);
    if (calls.isEmpty()) {
      if ((method.access & Opcodes.ACC_SYNCHRONIZED) != 0) {
        report(DiagnosticCode.SYNCHRONIZED_RAMP, method, 0, where + " is synchronized");
      }
      return;
    }
    boolean isSynchronized = (method.access & Opcodes.ACC_SYNCHRONIZED) != 0;
    Monitors monitors = Monitors.of(ControlFlow.of(method));
    for (SuspendingCall call : calls) {
      if (isSynchronized) {
        report(
            DiagnosticCode.INSIDE_SYNCHRONIZED,
            method,
            call.index(),
            call.name() + " inside the synchronized method " + method.name);
      } else if (monitors.heldAt(call.index()) > 0) {
        report(
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
    for (int index : ReturnOperands.of(host.name, method).underMonitors()) {
      report(
          DiagnosticCode.INSIDE_SYNCHRONIZED,
          method,
          index,
          "return of what is to be awaited from a try statement inside a synchronized block");
    }
  }

  private void checkScopes(MethodNode method, List<SuspendingCall> calls) {
    ScopeExits exits = ScopeExits.of(host.name, method, hierarchy);
    for (SuspendingCall call : calls) {
      if (call.isEmit() && exits.isInScope(call.index())) {
        report(
            DiagnosticCode.EMIT_IN_SCOPE,
            method,
            call.index(),
            "'%s' while an AsyncScope of %s is open: its deadline or failure would cancel the consumer"
                .formatted(call.name(), method.name));
      }
    }
    if (ReturnKind.of(method.desc).orElseThrow().isGenerator()) {
      for (int place : ReturnOperands.of(host.name, method).places()) {
        if (exits.isInScope(place)) {
          report(
              DiagnosticCode.EMIT_IN_SCOPE,
              method,
              place,
              "return of a generator, which emits all of it, while an AsyncScope of %s is open"
                  .formatted(method.name));
        }
      }
    }
    for (int close : exits.unrecognised()) {
      report(
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
      report(
          DiagnosticCode.EMIT_OUTSIDE_GENERATOR,
          method,
          call.index(),
          "'" + call.name() + "' in " + where + ", which is no generator");
    } else if (!emits && kind == ReturnKind.GENERATOR) {
      report(
          DiagnosticCode.AWAIT_IN_GENERATOR,
          method,
          call.index(),
          "'" + call.name() + "' in " + where + ", whose Generator runs outside of any event loop");
    }
  }

  private void checkEach(MethodNode method) {
    if (EachUses.mayBeIn(method)) {
      for (AbstractInsnNode use : EachUses.of(host.name, method).escapes()) {
        report(
            DiagnosticCode.EACH_ESCAPES,
            method,
            method.instructions.indexOf(use),
            "each(source) is used for something else than a loop");
      }
    }
  }

  private void reportOutside(MethodNode method, SuspendingCall call) {
    if (method.name.equals("<init>") || method.name.equals("<clinit>")) {
      String where = method.name.equals("<init>") ? "a constructor" : "a static initialiser";
      report(
          DiagnosticCode.IN_CONSTRUCTOR,
          method,
          call.index(),
          "'" + call.name() + "' in " + where + " or in what initialises a field");
      return;
    }
    if (call.isClose()) {
      report(
          DiagnosticCode.CLOSE_OUTSIDE_ASYNC,
          method,
          call.index(),
          "the close of an AsyncCloseable outside @Async method, in " + method.name);
      return;
    }
    report(
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
        report(
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

  private void report(DiagnosticCode code, MethodNode method, int index, String message) {
    diagnostics.add(new Diagnostic(code, source, line(method, index), message));
  }

  private static int line(MethodNode method, int index) {
    int line = -1;
    int position = 0;
    for (AbstractInsnNode node : method.instructions) {
      if (node instanceof LineNumberNode number) {
        if (position > index && line >= 0) {
          break;
        }
        line = number.line;
      } else if (position > index && line >= 0) {
        break;
      }
      position++;
    }
    return line;
  }
}

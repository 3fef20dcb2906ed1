package dev.continuo.transform;

import dev.continuo.transform.analysis.ControlFlow;
import dev.continuo.transform.analysis.TypeStates;
import dev.continuo.transform.check.Eligibility;
import dev.continuo.transform.classfile.ClassGlance;
import dev.continuo.transform.classfile.Hierarchy;
import dev.continuo.transform.emit.HostRewriter;
import dev.continuo.transform.find.AsyncMethod;
import dev.continuo.transform.find.AsyncMethodFinder;
import dev.continuo.transform.find.ReturnKind;
import dev.continuo.transform.find.SuspensionPoint;
import dev.continuo.transform.find.SuspensionPointFinder;
import dev.continuo.transform.plan.CoroutineNames;
import dev.continuo.transform.plan.DispatchPlan;
import dev.continuo.transform.plan.MethodPlan;
import dev.continuo.transform.plan.Naming;
import dev.continuo.transform.plan.SpillPlan;
import dev.continuo.transform.plan.SpillPlanner;
import dev.continuo.transform.rewrite.AsyncLoops;
import dev.continuo.transform.rewrite.AsyncResources;
import dev.continuo.transform.rewrite.CoverageProbes;
import dev.continuo.transform.rewrite.GeneratorReturns;
import dev.continuo.transform.rewrite.NewRelocator;
import dev.continuo.transform.rewrite.TailReturns;
import dev.continuo.transform.verify.OutputVerifier;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.objectweb.asm.ClassReader;
import org.objectweb.asm.ClassTooLargeException;
import org.objectweb.asm.MethodTooLargeException;
import org.objectweb.asm.Opcodes;
import org.objectweb.asm.tree.ClassNode;
import org.objectweb.asm.tree.MethodNode;

/**
 * The pipeline for one class.
 *
 * <pre>
 *   glance ─▶ parse ─▶ check ─▶ find ─▶ per method: rewrite, analyse, plan ─▶ emit ─▶ verify
 * </pre>
 */
final class ClassTransformation {

  /** Class files older than this have no stack maps to rely on (JVMS 4.10). */
  private static final int OLDEST_MAJOR = Opcodes.V1_7;

  /** HotSpot's HugeMethodLimit. */
  private static final int HUGE_BODY = 8000;

  private final Hierarchy hierarchy;
  private final TransformOptions options;
  private final byte[] classFile;
  private final String location;
  private final List<Diagnostic> diagnostics = new ArrayList<>();
  private String pass = "parse";
  private String method = "";
  private String className;

  /** Null unless somebody asks: it takes a look at all edges of the control flow. */
  private @Nullable List<Explanation.Method> explained;

  ClassTransformation(
      Hierarchy hierarchy, TransformOptions options, byte[] classFile, String location) {
    this.hierarchy = hierarchy;
    this.options = options;
    this.classFile = classFile;
    this.location = location;
    this.className = location;
  }

  /** Runs it for what it tells about the methods. */
  Explanation explain() {
    List<Explanation.Method> methods = new ArrayList<>();
    explained = methods;
    TransformResult result = run();
    return new Explanation(className, result.outcome(), methods, result.diagnostics());
  }

  TransformResult run() {
    ClassGlance glance = ClassGlance.at(classFile);
    if (!glance.isClassFile()) {
      String message = "'" + location + "' is not a readable class file";
      return fail(DiagnosticCode.CORRUPT_CLASS_FILE, message);
    }
    if (!glance.mentionsContinuo()) {
      return unchanged();
    }
    if (glance.majorVersion() > NewestClassFile.MAJOR) {
      return glance.mentionsAsync()
          ? fail(DiagnosticCode.CLASS_FILE_TOO_NEW, tooNew(glance))
          : unchanged();
    }
    ClassNode host = new ClassNode();
    boolean isTransformed;
    try {
      new ClassReader(classFile).accept(host, ClassReader.EXPAND_FRAMES);
      isTransformed = Marker.of(host) != null;
      className = host.name.replace('/', '.');
    } catch (RuntimeException e) {
      String message = "'" + location + "' is a damaged class file (" + e + ")";
      return fail(DiagnosticCode.CORRUPT_CLASS_FILE, message);
    }
    return isTransformed ? unchanged() : transform(host, glance);
  }

  private String tooNew(ClassGlance glance) {
    return "'%s' has class file version %d (Java %d), newer than version %d (Java %d), the newest that is understood"
        .formatted(
            location,
            glance.majorVersion(),
            glance.majorVersion() - 44,
            NewestClassFile.MAJOR,
            NewestClassFile.MAJOR - 44);
  }

  private TransformResult transform(ClassNode host, ClassGlance glance) {
    try {
      pass = "check";
      diagnostics.addAll(Eligibility.check(host, hierarchy));
      pass = "find";
      List<AsyncMethod> found = AsyncMethodFinder.find(host, hierarchy);
      if (!found.isEmpty() && glance.majorVersion() < OLDEST_MAJOR) {
        return fail(
            DiagnosticCode.CLASS_FILE_TOO_OLD,
            "'" + location + "' has class file version " + glance.majorVersion());
      }
      if (hasErrors()) {
        return new TransformResult(
            TransformResult.Outcome.FAILED, classFile, List.of(), List.copyOf(diagnostics));
      }
      if (found.isEmpty()) {
        return unchanged();
      }
      return write(host, found, true);
    } catch (TransformException e) {
      throw e;
    } catch (RuntimeException | StackOverflowError | AssertionError e) {
      throw new TransformException(
          "internal error in pass '%s' on %s%s (%s): %s"
              .formatted(pass, host.name.replace('/', '.'), method, location, e),
          e);
    }
  }

  private TransformResult write(ClassNode host, List<AsyncMethod> found, boolean mayCopy) {
    List<MethodPlan> plans = plan(host, found, mayCopy);
    method = "";
    pass = "emit";
    HostRewriter.Output output;
    try {
      output = HostRewriter.rewrite(host, plans);
    } catch (MethodTooLargeException | ClassTooLargeException e) {
      if (mayCopy) {
        ClassNode fresh = new ClassNode();
        new ClassReader(classFile).accept(fresh, ClassReader.EXPAND_FRAMES);
        return write(fresh, AsyncMethodFinder.find(fresh, hierarchy), false);
      }
      return tooLarge(host, e, plans);
    }
    warnOfHugeBodies(host, plans, output);
    if (options.verify()) {
      pass = "verify";
      try {
        OutputVerifier.verify(output, written(plans), hierarchy, location);
      } catch (TransformException e) {
        return blameInput(found, e);
      }
    }
    if (explained != null) {
      for (int i = 0; i < plans.size(); i++) {
        explained.add(Explainer.explain(plans.get(i), output.bodySizes().get(i)));
      }
    }
    return new TransformResult(
        TransformResult.Outcome.TRANSFORMED,
        output.host().bytes(),
        output.coroutines(),
        List.copyOf(diagnostics));
  }

  /** Output that does not verify is the compiler's fault if its input does not verify either. */
  private TransformResult blameInput(List<AsyncMethod> found, TransformException defect) {
    Set<String> keys = new HashSet<>();
    found.forEach(async -> keys.add(async.key()));
    ClassNode fresh = new ClassNode();
    new ClassReader(classFile).accept(fresh, ClassReader.EXPAND_FRAMES);
    try {
      OutputVerifier.verify(fresh, keys, hierarchy, location);
    } catch (TransformException input) {
      return fail(
          DiagnosticCode.INVALID_CODE,
          "the code that the compiler wrote does not verify: " + input.getMessage());
    }
    throw defect;
  }

  private static Set<String> written(List<MethodPlan> plans) {
    Set<String> written = new HashSet<>();
    for (MethodPlan plan : plans) {
      written.add(plan.async().key());
      written.add(plan.names().body() + plan.names().bodyDescriptor());
    }
    return written;
  }

  private TransformResult tooLarge(ClassNode host, RuntimeException e, List<MethodPlan> plans) {
    MethodPlan plan =
        plans.stream()
            .filter(
                p ->
                    e instanceof MethodTooLargeException large
                        && p.names().body().equals(large.getMethodName()))
            .findFirst()
            .orElse(plans.get(0));
    diagnostics.add(
        new Diagnostic(
            DiagnosticCode.TOO_LARGE,
            Eligibility.source(host),
            firstLine(plan),
            tooLarge(e, plan.names().method())));
    return new TransformResult(
        TransformResult.Outcome.FAILED, classFile, List.of(), List.copyOf(diagnostics));
  }

  private static int firstLine(MethodPlan plan) {
    return plan.points().isEmpty() ? -1 : plan.points().get(0).line();
  }

  private static String tooLarge(RuntimeException e, String name) {
    if (e instanceof MethodTooLargeException large) {
      String limit =
          large.getCodeSize() > 65535
              ? "a method has 65535 at most"
              : "jumps do not reach that far";
      return "the transformed code of %s takes %d bytes, and %s"
          .formatted(name, large.getCodeSize(), limit);
    }
    return "the transformed class needs more constants than a class file holds";
  }

  // ---- analysis and plans

  private List<MethodPlan> plan(ClassNode host, List<AsyncMethod> found, boolean mayCopy) {
    pass = "name";
    Naming naming = new Naming(host, name -> isForeign(name, host.name));
    Map<String, CoroutineNames> names = new LinkedHashMap<>();
    found.forEach(async -> names.put(async.key(), naming.next(async)));
    Set<String> direct = new HashSet<>();
    for (AsyncMethod async : found) {
      if (isDirectCallee(host, async, names)) {
        direct.add(async.key());
      }
    }
    List<MethodPlan> plans = new ArrayList<>();
    for (AsyncMethod async : found) {
      method = "." + async.node().name + async.node().desc;
      plans.add(planMethod(host, async, names, direct, mayCopy));
    }
    return plans;
  }

  /** Whether a class of that name exists and is not a coroutine class of this host. */
  private boolean isForeign(String name, String host) {
    return hierarchy
        .bytes(name)
        .map(bytes -> Marker.read(bytes))
        .map(marker -> !marker.host().equals(host))
        .orElseGet(() -> hierarchy.exists(name));
  }

  /** Private, static and final methods of the same class file can be called past the ramp. */
  private static boolean isDirectCallee(
      ClassNode host, AsyncMethod async, Map<String, CoroutineNames> names) {
    int fixed = Opcodes.ACC_PRIVATE | Opcodes.ACC_STATIC | Opcodes.ACC_FINAL;
    CoroutineNames own = java.util.Objects.requireNonNull(names.get(async.key()));
    boolean isFinalClass = (host.access & Opcodes.ACC_FINAL) != 0;
    // A static body would be entered with a null receiver, where the ramp throws.
    boolean checksReceiver = async.isStatic() || !own.isInterface();
    return async.kind() == ReturnKind.COROUTINE
        && !async.isLambda()
        && !own.passesFields()
        && checksReceiver
        && ((async.node().access & fixed) != 0 || isFinalClass)
        && (async.node().access & Opcodes.ACC_SYNCHRONIZED) == 0;
  }

  private MethodPlan planMethod(
      ClassNode host,
      AsyncMethod original,
      Map<String, CoroutineNames> names,
      Set<String> direct,
      boolean mayCopy) {
    AsyncMethod async = copy(original);
    MethodNode node = async.node();
    var finder = new SuspensionPointFinder(host.name, direct);
    pass = "tail returns";
    CoverageProbes.rewrite(node);
    AsyncLoops.rewrite(host.name, node);
    AsyncResources.rewrite(host.name, node, async.kind(), hierarchy);
    TailReturns.rewrite(host.name, node, async.kind());
    GeneratorReturns.rewrite(node, async.kind());
    pass = "types";
    TypeStates types = TypeStates.of(host.name, node);
    List<SuspensionPoint> points = reachable(finder.find(node, async.kind()), types);
    pass = "move new";
    if (NewRelocator.relocate(node, types, points)) {
      types = TypeStates.of(host.name, node);
      points = reachable(finder.find(node, async.kind()), types);
    }
    pass = "spill";
    ControlFlow flow = ControlFlow.of(node);
    SpillPlan spills = SpillPlanner.plan(async, host.name, flow, types, points, options.debug());
    pass = "dispatch";
    DispatchPlan dispatch = DispatchPlan.of(flow, types, points, mayCopy);
    return new MethodPlan(
        async,
        java.util.Objects.requireNonNull(names.get(async.key())),
        flow,
        types,
        points,
        spills,
        dispatch,
        direct.contains(async.key()),
        names);
  }

  /** Code that cannot be reached has no types, and needs no states. */
  private static List<SuspensionPoint> reachable(List<SuspensionPoint> points, TypeStates types) {
    List<SuspensionPoint> reachable = new ArrayList<>();
    for (SuspensionPoint point : points) {
      if (types.before(point.index()) != null) {
        reachable.add(point.withState(reachable.size() + 1));
      }
    }
    return reachable;
  }

  private static AsyncMethod copy(AsyncMethod async) {
    MethodNode from = async.node();
    MethodNode to =
        new MethodNode(Opcodes.ASM9, from.access, from.name, from.desc, from.signature, null);
    from.accept(to);
    return new AsyncMethod(to, async.kind(), async.isLambda());
  }

  // ---- results

  private void warnOfHugeBodies(
      ClassNode host, List<MethodPlan> plans, HostRewriter.Output output) {
    for (int i = 0; i < plans.size(); i++) {
      if (output.bodySizes().get(i) > HUGE_BODY) {
        MethodPlan plan = plans.get(i);
        diagnostics.add(
            new Diagnostic(
                DiagnosticCode.HUGE_BODY,
                Eligibility.source(host),
                firstLine(plan),
                "the body of %s takes %d bytes"
                    .formatted(plan.names().method(), output.bodySizes().get(i))));
      }
    }
  }

  private boolean hasErrors() {
    return diagnostics.stream().anyMatch(Diagnostic::isError);
  }

  private TransformResult unchanged() {
    return new TransformResult(
        TransformResult.Outcome.UNCHANGED, classFile, List.of(), List.copyOf(diagnostics));
  }

  private TransformResult fail(DiagnosticCode code, String message) {
    return fail(code, location, message);
  }

  private TransformResult fail(DiagnosticCode code, String source, String message) {
    diagnostics.add(new Diagnostic(code, source, -1, message));
    return new TransformResult(
        TransformResult.Outcome.FAILED, classFile, List.of(), List.copyOf(diagnostics));
  }
}

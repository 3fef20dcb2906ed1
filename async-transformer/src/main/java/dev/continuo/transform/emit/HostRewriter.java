package dev.continuo.transform.emit;

import dev.continuo.transform.GeneratedClass;
import dev.continuo.transform.RuntimeNames;
import dev.continuo.transform.plan.MethodPlan;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.objectweb.asm.ClassWriter;
import org.objectweb.asm.MethodTooLargeException;
import org.objectweb.asm.commons.CodeSizeEvaluator;
import org.objectweb.asm.tree.AnnotationNode;
import org.objectweb.asm.tree.ClassNode;
import org.objectweb.asm.tree.MethodNode;

/** Puts ramps and bodies into the class that the user wrote, and marks it. */
public final class HostRewriter {

  /**
   * The new class files.
   *
   * @param host the rewritten class
   * @param coroutines the coroutine classes
   * @param bodySizes bytes of code of each body, in the order of the plans
   */
  public record Output(
      GeneratedClass host, List<GeneratedClass> coroutines, List<Integer> bodySizes) {}

  private HostRewriter() {}

  /**
   * Writes a class.
   *
   * @param host the class; its methods are replaced
   * @param plans one per method to transform
   * @return the class files
   */
  public static Output rewrite(ClassNode host, List<MethodPlan> plans) {
    List<GeneratedClass> coroutines = new ArrayList<>();
    Map<String, MethodPlan> planOf = new HashMap<>();
    plans.forEach(p -> planOf.put(p.async().key(), p));
    List<MethodNode> methods = new ArrayList<>();
    for (MethodNode method : host.methods) {
      methods.add(method);
      MethodPlan plan = planOf.get(method.name + method.desc);
      if (plan != null) {
        methods.add(BodyEmitter.emit(plan, host.sourceFile));
        RampEmitter.emit(plan, method);
        coroutines.add(
            new GeneratedClass(plan.names().frameClass(), FrameClassEmitter.emit(plan, host)));
      }
    }
    host.methods = methods;
    mark(host, coroutines);
    var writer = new HostWriter();
    host.accept(writer);
    List<Integer> sizes = bodySizes(host, plans);
    return new Output(
        new GeneratedClass(host.name, bytes(writer, host, plans, sizes)),
        List.copyOf(coroutines),
        sizes);
  }

  /**
   * The class file. In a method of nearly 64 KB not even ASM can widen every jump: it then reads
   * its own intermediate code beyond its end. Such a method is too large for one more reason.
   */
  private static byte[] bytes(
      ClassWriter writer, ClassNode host, List<MethodPlan> plans, List<Integer> sizes) {
    try {
      return writer.toByteArray();
    } catch (ArrayIndexOutOfBoundsException e) {
      int largest = sizes.indexOf(Collections.max(sizes));
      if (sizes.get(largest) <= Short.MAX_VALUE) {
        throw e;
      }
      throw new MethodTooLargeException(
          host.name, plans.get(largest).names().body(), "", sizes.get(largest));
    }
  }

  private static List<Integer> bodySizes(ClassNode host, List<MethodPlan> plans) {
    Map<String, Integer> sizes = new HashMap<>();
    for (MethodNode method : host.methods) {
      var evaluator = new CodeSizeEvaluator(null);
      method.accept(evaluator);
      sizes.put(method.name, evaluator.getMaxSize());
    }
    return plans.stream().map(p -> sizes.getOrDefault(p.names().body(), 0)).toList();
  }

  private static void mark(ClassNode host, List<GeneratedClass> coroutines) {
    AnnotationNode marker = new AnnotationNode(RuntimeNames.TRANSFORMED_DESCRIPTOR);
    marker.visit("format", RuntimeNames.FORMAT);
    marker.visit(
        "coroutines",
        new ArrayList<>(coroutines.stream().map(GeneratedClass::internalName).toList()));
    if (host.invisibleAnnotations == null) {
      host.invisibleAnnotations = new ArrayList<>();
    }
    host.invisibleAnnotations.add(marker);
  }

  /**
   * Computes stack sizes only. In methods over 32 KB, whose jumps it must widen, ASM also computes
   * the frames behind the widened jumps from the ones that stand there: that never asks for a
   * superclass, and it must not give up on a large method or load a class of the user.
   */
  private static final class HostWriter extends ClassWriter {
    HostWriter() {
      super(COMPUTE_MAXS);
      setComputeLimits(Integer.MAX_VALUE, Long.MAX_VALUE);
    }

    @Override
    protected String getCommonSuperClass(String first, String second) {
      throw new IllegalStateException("merge of " + first + " and " + second);
    }
  }
}

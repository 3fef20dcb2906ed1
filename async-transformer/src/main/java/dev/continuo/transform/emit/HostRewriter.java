package dev.continuo.transform.emit;

import dev.continuo.transform.GeneratedClass;
import dev.continuo.transform.RuntimeNames;
import dev.continuo.transform.plan.MethodPlan;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.objectweb.asm.ClassWriter;
import org.objectweb.asm.MethodTooLargeException;
import org.objectweb.asm.commons.CodeSizeEvaluator;
import org.objectweb.asm.tree.AnnotationNode;
import org.objectweb.asm.tree.ClassNode;
import org.objectweb.asm.tree.LabelNode;
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
    Map<String, LabelNode> ends = new HashMap<>();
    for (MethodPlan plan : plans) {
      ends.put(plan.names().body(), new LabelNode());
    }
    for (MethodNode method : methods) {
      if (ends.containsKey(method.name)) {
        method.instructions.add(ends.get(method.name));
      }
    }
    host.accept(writer);
    byte[] bytes = bytes(writer, host, plans);
    List<Integer> sizes =
        plans.stream()
            .map(p -> Objects.requireNonNull(ends.get(p.names().body())).getLabel().getOffset())
            .toList();
    return new Output(new GeneratedClass(host.name, bytes), List.copyOf(coroutines), sizes);
  }

  /**
   * The class file. In a method of nearly 64 KB not even ASM can widen every jump: it then reads
   * its own intermediate code beyond its end. Such a method is too large for one more reason.
   */
  private static byte[] bytes(ClassWriter writer, ClassNode host, List<MethodPlan> plans) {
    try {
      return writer.toByteArray();
    } catch (ArrayIndexOutOfBoundsException e) {
      Map<String, Integer> atMost = new HashMap<>();
      for (MethodNode method : host.methods) {
        var evaluator = new CodeSizeEvaluator(null);
        method.accept(evaluator);
        atMost.put(method.name, evaluator.getMaxSize());
      }
      String largest =
          plans.stream()
              .map(p -> p.names().body())
              .max(Comparator.comparing(atMost::get))
              .orElseThrow();
      int size = atMost.getOrDefault(largest, 0);
      if (size <= Short.MAX_VALUE) {
        throw e;
      }
      throw new MethodTooLargeException(host.name, largest, "", size);
    }
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

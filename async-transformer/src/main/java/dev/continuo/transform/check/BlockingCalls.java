package dev.continuo.transform.check;

import dev.continuo.transform.RuntimeNames;
import dev.continuo.transform.classfile.ClassGlance;
import dev.continuo.transform.classfile.Hierarchy;
import dev.continuo.transform.classfile.Hierarchy.Answer;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.objectweb.asm.ClassReader;
import org.objectweb.asm.tree.AnnotationNode;
import org.objectweb.asm.tree.ClassNode;
import org.objectweb.asm.tree.MethodInsnNode;
import org.objectweb.asm.tree.MethodNode;

/**
 * Recognises calls that block their thread: the well-known ones of the JDK, and methods that are
 * annotated with {@code @Blocking}.
 */
final class BlockingCalls {

  /** Blocking methods by the class that declares them; a call through a subclass counts too. */
  private static final Map<String, Set<String>> KNOWN =
      Map.of(
          "java/lang/Thread", Set.of("sleep", "join"),
          "java/lang/Object", Set.of("wait"),
          "java/lang/Process", Set.of("waitFor"),
          "java/util/concurrent/Future", Set.of("get"),
          "java/util/concurrent/CompletableFuture", Set.of("get", "join"),
          "java/util/concurrent/CountDownLatch", Set.of("await"),
          "java/util/concurrent/Semaphore", Set.of("acquire"),
          "java/util/concurrent/BlockingQueue", Set.of("take", "put"),
          "java/util/concurrent/locks/Condition", Set.of("await"),
          "java/util/concurrent/TimeUnit", Set.of("sleep"));

  private final Hierarchy hierarchy;
  private final Map<String, Set<String>> annotated = new HashMap<>();

  BlockingCalls(Hierarchy hierarchy) {
    this.hierarchy = hierarchy;
  }

  boolean isBlocking(MethodInsnNode call) {
    if (call.owner.startsWith(RuntimeNames.ROOT)) {
      return false;
    }
    for (var known : KNOWN.entrySet()) {
      if (known.getValue().contains(call.name) && isA(call.owner, known.getKey())) {
        return true;
      }
    }
    return isAnnotated(call.owner, call.name + call.desc);
  }

  private boolean isA(String owner, String declaring) {
    // Every class is an Object, whose wait() is final: only its own name stands for it.
    return owner.equals(declaring)
        || (!declaring.equals("java/lang/Object")
            && hierarchy.isSubtype(owner, declaring) == Answer.YES);
  }

  private boolean isAnnotated(String owner, String method) {
    for (String declaring : hierarchy.lineage(owner)) {
      if (declaring.startsWith("java/") || declaring.startsWith("[")) {
        break;
      }
      if (annotated.computeIfAbsent(declaring, this::annotatedMethods).contains(method)) {
        return true;
      }
    }
    return false;
  }

  private Set<String> annotatedMethods(String owner) {
    Set<String> methods = new HashSet<>();
    byte[] bytes = hierarchy.bytes(owner).orElse(null);
    if (bytes == null || !ClassGlance.at(bytes).mentionsContinuo()) {
      return methods;
    }
    ClassNode node = new ClassNode();
    try {
      new ClassReader(bytes).accept(node, ClassReader.SKIP_CODE);
    } catch (RuntimeException e) {
      // Too new or damaged: it is reported where it is transformed, and tells nothing here.
      return methods;
    }
    for (MethodNode method : node.methods) {
      if (hasBlocking(method.invisibleAnnotations) || hasBlocking(method.visibleAnnotations)) {
        methods.add(method.name + method.desc);
      }
    }
    return methods;
  }

  private static boolean hasBlocking(@Nullable List<AnnotationNode> annotations) {
    return annotations != null
        && annotations.stream().anyMatch(a -> a.desc.equals(RuntimeNames.BLOCKING_DESCRIPTOR));
  }
}

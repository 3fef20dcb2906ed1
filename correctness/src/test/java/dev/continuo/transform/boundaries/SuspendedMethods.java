package dev.continuo.transform.boundaries;

import dev.continuo.transform.analysis.ControlFlow;
import dev.continuo.transform.analysis.Monitors;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.objectweb.asm.ClassReader;
import org.objectweb.asm.ClassWriter;
import org.objectweb.asm.Opcodes;
import org.objectweb.asm.Type;
import org.objectweb.asm.tree.AbstractInsnNode;
import org.objectweb.asm.tree.AnnotationNode;
import org.objectweb.asm.tree.ClassNode;
import org.objectweb.asm.tree.FrameNode;
import org.objectweb.asm.tree.InsnList;
import org.objectweb.asm.tree.InsnNode;
import org.objectweb.asm.tree.LabelNode;
import org.objectweb.asm.tree.MethodInsnNode;
import org.objectweb.asm.tree.MethodNode;

/**
 * The methods of a class as {@code @Async} methods with an await at their instruction boundaries.
 *
 * <pre>
 *   int f(long a) { x; y; return r; }   ⇒   @Async Coroutine f$3(long a) {
 *                                             await; x; await; y; …; await; return value(r);
 *                                           }
 * </pre>
 *
 * <p>A boundary where a monitor is held is left out: an await there is a mistake of the user
 * (ASYNC003). Constructors and initialisers cannot suspend and stay as they are. The name is
 * changed, so that neither overriding nor bridges get in the way.
 */
final class SuspendedMethods {

  private static final String CONTINUO = "dev/continuo/Continuo";

  private final byte[] classFile;
  private final int count;
  private int inserted;

  /** Of a class file with stack map frames. */
  SuspendedMethods(byte[] classFile) {
    this.classFile = classFile;
    this.count = (int) parse().methods.stream().filter(SuspendedMethods::canSuspend).count();
  }

  /** How many methods of the class can suspend. */
  int count() {
    return count;
  }

  /** How many awaits the class has that {@link #classFile} gave last. */
  int inserted() {
    return inserted;
  }

  /** Name and descriptor of a method, from 0. */
  String name(int number) {
    MethodNode method =
        parse().methods.stream().filter(SuspendedMethods::canSuspend).toList().get(number);
    return method.name + method.desc;
  }

  /**
   * The class with some of its methods made suspending, and no other code but that of constructors
   * and initialisers.
   *
   * @param from the first of the methods that can suspend
   * @param to behind the last
   * @param every at which boundaries: 1 for all, 2 for every second one, and so on
   * @param offset the first boundary of those, from 0
   */
  byte[] classFile(int from, int to, int every, int offset) {
    inserted = 0;
    ClassNode host = parse();
    host.version = Math.max(host.version, Opcodes.V11);
    List<MethodNode> kept = new ArrayList<>();
    int number = 0;
    for (MethodNode method : host.methods) {
      if (!canSuspend(method)) {
        kept.add(method);
      } else if (number++ >= from && number <= to) {
        suspend(method, number, every, offset);
        kept.add(method);
      }
    }
    host.methods = kept;
    ClassWriter writer = new ClassWriter(0);
    host.accept(writer);
    return writer.toByteArray();
  }

  private ClassNode parse() {
    ClassNode host = new ClassNode();
    new ClassReader(classFile).accept(host, ClassReader.EXPAND_FRAMES);
    return host;
  }

  private static boolean canSuspend(MethodNode method) {
    return !method.name.startsWith("<") && method.instructions.size() > 0;
  }

  private void suspend(MethodNode method, int number, int every, int offset) {
    method.name = method.name.replaceAll("[^A-Za-z0-9_]", "_") + "$" + number;
    method.access &= ~(Opcodes.ACC_SYNCHRONIZED | Opcodes.ACC_BRIDGE | Opcodes.ACC_SYNTHETIC);
    method.signature = null;
    method.visibleAnnotations =
        new ArrayList<>(List.of(new AnnotationNode("Ldev/continuo/annotation/Async;")));
    method.invisibleAnnotations = null;
    method.annotationDefault = null;
    insertAwaits(method, every, offset);
    Type result = Type.getReturnType(method.desc);
    for (AbstractInsnNode node : method.instructions.toArray()) {
      if (node.getOpcode() >= Opcodes.IRETURN && node.getOpcode() <= Opcodes.RETURN) {
        method.instructions.insertBefore(node, asValue(result));
        method.instructions.set(node, new InsnNode(Opcodes.ARETURN));
      }
    }
    method.desc =
        Type.getMethodDescriptor(
            Type.getObjectType("dev/continuo/Coroutine"), Type.getArgumentTypes(method.desc));
    method.maxStack += 2;
  }

  private void insertAwaits(MethodNode method, int every, int offset) {
    AbstractInsnNode[] nodes = method.instructions.toArray();
    Monitors monitors = Monitors.of(ControlFlow.of(method));
    Map<LabelNode, LabelNode> creations = new HashMap<>();
    int boundary = 0;
    for (int i = 0; i < nodes.length; i++) {
      if (nodes[i].getOpcode() < 0 || monitors.heldAt(i) > 0) {
        continue;
      }
      if (boundary++ % every == offset) {
        AbstractInsnNode place =
            nodes[i].getOpcode() == Opcodes.NEW
                ? labelCreation(method, nodes[i], creations)
                : nodes[i];
        method.instructions.insertBefore(place, await());
        inserted++;
      }
    }
    for (AbstractInsnNode node : nodes) {
      if (node instanceof FrameNode frame && !creations.isEmpty()) {
        frame.local = replaced(frame.local, creations);
        frame.stack = replaced(frame.stack, creations);
      }
    }
  }

  /** Frames name an uninitialised object by the label of its new instruction: one of its own. */
  private static LabelNode labelCreation(
      MethodNode method, AbstractInsnNode creation, Map<LabelNode, LabelNode> creations) {
    LabelNode own = new LabelNode();
    for (AbstractInsnNode node = creation.getPrevious();
        node != null && node.getOpcode() < 0;
        node = node.getPrevious()) {
      if (node instanceof LabelNode label) {
        creations.put(label, own);
      }
    }
    method.instructions.insertBefore(creation, own);
    return own;
  }

  private static @Nullable List<Object> replaced(
      @Nullable List<Object> types, Map<LabelNode, LabelNode> creations) {
    if (types == null) {
      return null;
    }
    List<Object> result = new ArrayList<>(types);
    result.replaceAll(type -> type instanceof LabelNode l ? creations.getOrDefault(l, l) : type);
    return result;
  }

  private static InsnList await() {
    InsnList list = new InsnList();
    list.add(new InsnNode(Opcodes.ACONST_NULL));
    list.add(
        new MethodInsnNode(
            Opcodes.INVOKESTATIC,
            CONTINUO,
            "await",
            "(Ldev/continuo/Awaitable;)Ljava/lang/Object;",
            false));
    list.add(new InsnNode(Opcodes.POP));
    return list;
  }

  private static InsnList asValue(Type result) {
    InsnList list = new InsnList();
    if (result.getSort() == Type.VOID) {
      list.add(new InsnNode(Opcodes.ACONST_NULL));
    } else if (result.getSort() < Type.ARRAY) {
      String box = box(result);
      list.add(
          new MethodInsnNode(
              Opcodes.INVOKESTATIC,
              box,
              "valueOf",
              "(" + result.getDescriptor() + ")L" + box + ";",
              false));
    }
    list.add(
        new MethodInsnNode(
            Opcodes.INVOKESTATIC,
            CONTINUO,
            "value",
            "(Ljava/lang/Object;)Ldev/continuo/Value;",
            false));
    return list;
  }

  private static String box(Type primitive) {
    return switch (primitive.getSort()) {
      case Type.BOOLEAN -> "java/lang/Boolean";
      case Type.CHAR -> "java/lang/Character";
      case Type.BYTE -> "java/lang/Byte";
      case Type.SHORT -> "java/lang/Short";
      case Type.INT -> "java/lang/Integer";
      case Type.LONG -> "java/lang/Long";
      case Type.FLOAT -> "java/lang/Float";
      default -> "java/lang/Double";
    };
  }
}

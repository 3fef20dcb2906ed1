package dev.continuo.transform.rewrite;

import dev.continuo.transform.analysis.TypeState;
import dev.continuo.transform.analysis.TypeStates;
import dev.continuo.transform.analysis.VerificationType;
import dev.continuo.transform.find.SuspensionPoint;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import org.objectweb.asm.Opcodes;
import org.objectweb.asm.Type;
import org.objectweb.asm.tree.AbstractInsnNode;
import org.objectweb.asm.tree.FrameNode;
import org.objectweb.asm.tree.InsnList;
import org.objectweb.asm.tree.InsnNode;
import org.objectweb.asm.tree.MethodInsnNode;
import org.objectweb.asm.tree.MethodNode;
import org.objectweb.asm.tree.TypeInsnNode;
import org.objectweb.asm.tree.VarInsnNode;

/**
 * Moves {@code new} behind the suspension points of its constructor's arguments: an object that is
 * not initialised can be kept neither in a field nor across a return.
 *
 * <pre>
 *   new Foo                  new Foo; pop          (initialises the class where the program does)
 *   dup                      aconst_null; dup      (a null stands in for every copy, in stack and locals)
 *   … await …          ⇒     … await …
 *   invokespecial &lt;init&gt;     store the arguments, drop the stand-ins, new Foo; dup; load the
 *                            arguments; invokespecial &lt;init&gt;; put the object where the stand-ins were
 * </pre>
 *
 * Every copy of an uninitialised reference has the same verification type, which names its {@code
 * new} instruction (JVMS 4.10.1.9.new), so the constructor call knows them all. A copy may sit
 * under other stack entries, or in locals where javac put the stack around a {@code switch}
 * expression with {@code try} in it.
 */
public final class NewRelocator {

  private final MethodNode method;
  private final TypeStates types;
  private final Set<Integer> moved;
  private int nextLocal;

  private NewRelocator(MethodNode method, TypeStates types, Set<Integer> moved) {
    this.method = method;
    this.types = types;
    this.moved = moved;
    this.nextLocal = method.maxLocals;
  }

  /**
   * Rewrites a method in place.
   *
   * @param method the method, owned by the caller
   * @param types its types
   * @param points its suspension points
   * @return whether anything was moved; the types are stale then
   */
  public static boolean relocate(
      MethodNode method, TypeStates types, List<SuspensionPoint> points) {
    Set<Integer> moved = crossing(types, points);
    if (moved.isEmpty()) {
      return false;
    }
    new NewRelocator(method, types, moved).rewrite();
    return true;
  }

  /** The creations whose result is uninitialised at some suspension point. */
  private static Set<Integer> crossing(TypeStates types, List<SuspensionPoint> points) {
    Set<Integer> creations = new HashSet<>();
    for (SuspensionPoint point : points) {
      TypeState state = Objects.requireNonNull(types.before(point.index()));
      for (VerificationType type : state.locals()) {
        addCreation(types, type, creations);
      }
      for (VerificationType type : state.stack()) {
        addCreation(types, type, creations);
      }
    }
    return creations;
  }

  private static void addCreation(TypeStates types, VerificationType type, Set<Integer> to) {
    if (type.isUninitialized()) {
      to.add(types.creation(type));
    }
  }

  private void rewrite() {
    AbstractInsnNode[] nodes = method.instructions.toArray();
    InsnList list = method.instructions;
    for (int i = 0; i < nodes.length; i++) {
      AbstractInsnNode node = nodes[i];
      if (node instanceof FrameNode frame) {
        forget(frame.local);
        forget(frame.stack);
      }
    }
    for (int i = 0; i < nodes.length; i++) {
      AbstractInsnNode node = nodes[i];
      if (node.getOpcode() == Opcodes.NEW && moved.contains(i)) {
        list.insert(node, new InsnNode(Opcodes.ACONST_NULL));
        list.insert(node, new InsnNode(Opcodes.POP));
      } else if (node instanceof MethodInsnNode call
          && call.getOpcode() == Opcodes.INVOKESPECIAL
          && call.name.equals("<init>")) {
        TypeState state = types.before(i);
        if (state != null) {
          construct(call, state);
        }
      }
    }
    method.maxLocals = nextLocal;
  }

  /** In frames the stand-in is a null. */
  private void forget(List<Object> elements) {
    elements.replaceAll(
        e -> {
          if (e instanceof org.objectweb.asm.tree.LabelNode label) {
            VerificationType type = VerificationType.fromAsm(label.getLabel());
            return moved.contains(types.creation(type)) ? Opcodes.NULL : e;
          }
          return e;
        });
  }

  private void construct(MethodInsnNode call, TypeState state) {
    Type[] arguments = Type.getArgumentTypes(call.desc);
    List<VerificationType> stack = state.stack();
    int receiver = stack.size() - arguments.length - 1;
    VerificationType type = stack.get(receiver);
    if (!type.isUninitialized() || !moved.contains(types.creation(type))) {
      return;
    }
    InsnList before = new InsnList();
    InsnList after = new InsnList();
    int[] argumentLocals = new int[arguments.length];
    for (int a = arguments.length - 1; a >= 0; a--) {
      argumentLocals[a] = allocate(arguments[a].getSize());
      before.add(new VarInsnNode(arguments[a].getOpcode(Opcodes.ISTORE), argumentLocals[a]));
    }
    before.add(new InsnNode(Opcodes.POP));
    placeCopies(type, state, receiver, before, after);
    before.add(new TypeInsnNode(Opcodes.NEW, call.owner));
    if (hasCopies(type, state, receiver)) {
      before.add(new InsnNode(Opcodes.DUP));
    }
    for (int a = 0; a < arguments.length; a++) {
      before.add(new VarInsnNode(arguments[a].getOpcode(Opcodes.ILOAD), argumentLocals[a]));
    }
    method.instructions.insertBefore(call, before);
    method.instructions.insert(call, after);
  }

  private static boolean hasCopies(VerificationType type, TypeState state, int receiver) {
    return state.stack().subList(0, receiver).contains(type) || state.locals().contains(type);
  }

  /**
   * Clears the stack down to the lowest stand-in before the call, and rebuilds it with the object
   * after it. In the usual case the lowest one is on top, and the duplicate is all there is to do.
   */
  private void placeCopies(
      VerificationType type, TypeState state, int receiver, InsnList before, InsnList after) {
    List<VerificationType> stack = state.stack().subList(0, receiver);
    int lowest = stack.indexOf(type);
    boolean inLocals = state.locals().contains(type);
    if (lowest >= 0 && lowest == receiver - 1 && !inLocals) {
      before.add(new InsnNode(Opcodes.POP));
      return;
    }
    if (lowest < 0 && !inLocals) {
      return;
    }
    int object = allocate(1);
    after.add(new VarInsnNode(Opcodes.ASTORE, object));
    int bottom = lowest < 0 ? receiver : lowest;
    List<InsnList> rebuild = new ArrayList<>();
    for (int position = receiver - 1; position >= bottom; position--) {
      VerificationType entry = stack.get(position);
      InsnList load = new InsnList();
      if (entry.equals(type)) {
        before.add(new InsnNode(Opcodes.POP));
        load.add(new VarInsnNode(Opcodes.ALOAD, object));
      } else if (entry.isUninitialized() && moved.contains(types.creation(entry))) {
        before.add(new InsnNode(Opcodes.POP));
        load.add(new InsnNode(Opcodes.ACONST_NULL));
      } else {
        int local = allocate(entry.isWide() ? 2 : 1);
        before.add(new VarInsnNode(entry.storeOpcode(), local));
        load.add(new VarInsnNode(entry.loadOpcode(), local));
      }
      rebuild.add(0, load);
    }
    rebuild.forEach(after::add);
    for (int slot = 0; slot < state.locals().size(); slot++) {
      if (state.locals().get(slot).equals(type)) {
        after.add(new VarInsnNode(Opcodes.ALOAD, object));
        after.add(new VarInsnNode(Opcodes.ASTORE, slot));
      }
    }
  }

  private int allocate(int size) {
    int local = nextLocal;
    nextLocal += size;
    return local;
  }
}

package dev.continuo.transform.analysis;

import dev.continuo.transform.classfile.Instructions;
import dev.continuo.transform.find.ReturnForm;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import org.objectweb.asm.Opcodes;
import org.objectweb.asm.Type;
import org.objectweb.asm.tree.AbstractInsnNode;
import org.objectweb.asm.tree.InvokeDynamicInsnNode;
import org.objectweb.asm.tree.JumpInsnNode;
import org.objectweb.asm.tree.LabelNode;
import org.objectweb.asm.tree.LocalVariableNode;
import org.objectweb.asm.tree.MethodInsnNode;
import org.objectweb.asm.tree.MethodNode;
import org.objectweb.asm.tree.TryCatchBlockNode;
import org.objectweb.asm.tree.VarInsnNode;

/**
 * Where the operands of {@code return} wait while finally blocks run and resources are closed, so
 * that they can be awaited inside of the try statement.
 *
 * <pre>
 *   STORED     javac: a temporary            invoke f  ◀ astore t ; (range ends) finally ; aload t; areturn
 *   UNLOCKED   in synchronized, inside try   astore t; aload lock; monitorexit ◀ (range ends) finally; …
 *   ON_STACK   ecj: below what closes        invoke f  ◀ (range ends) aload r; close ; areturn
 * </pre>
 *
 * <p>A temporary is told from a variable of the user by where the handler stands: behind the
 * return, while code that goes on after the try statement jumps over it. What ecj keeps on the
 * stack may be anything, a call, a variable, the end of a conditional; it is followed to the
 * return. Where resources are nested, several ranges end on that way: the first counts.
 */
public final class ReturnOperands {

  /** How an operand waits. */
  public enum Kind {
    /** In a temporary that the instruction at the place stores. */
    STORED,
    /** In a temporary, while the lock of a synchronized statement is given back. */
    UNLOCKED,
    /** On the stack. */
    ON_STACK
  }

  /**
   * One operand.
   *
   * @param kind how it waits
   * @param index of the instruction behind the place where it is to be awaited
   * @param slot of its temporary; -1 if it is on the stack
   */
  public record Operand(Kind kind, int index, int slot) {}

  /** Instructions that take nothing from the stack, beside constants and loads. */
  private static final Set<Integer> LEAVE_THE_STACK =
      Set.of(Opcodes.GOTO, Opcodes.IINC, Opcodes.GETSTATIC, Opcodes.NEW);

  private static final Set<Integer> ENDS_THE_WAY =
      Set.of(Opcodes.ATHROW, Opcodes.TABLESWITCH, Opcodes.LOOKUPSWITCH);

  private final String owner;
  private final MethodNode method;
  private final AbstractInsnNode[] nodes;
  private final Monitors monitors;
  private final Map<LabelNode, Integer> places = new HashMap<>();
  private final List<Operand> operands = new ArrayList<>();
  private final List<Integer> underMonitors = new ArrayList<>();
  private @Nullable TypeStates types;

  private ReturnOperands(String owner, MethodNode method) {
    this.owner = owner;
    this.method = method;
    this.nodes = method.instructions.toArray();
    this.monitors = Monitors.of(ControlFlow.of(method));
    for (int i = 0; i < nodes.length; i++) {
      if (nodes[i] instanceof LabelNode label) {
        places.put(label, i);
      }
    }
  }

  /**
   * Finds the operands of a method that returns an awaitable or a generator.
   *
   * @param owner internal name of its class
   * @param method the method
   * @return the operands
   */
  public static ReturnOperands of(String owner, MethodNode method) {
    var found = new ReturnOperands(owner, method);
    found.findOnStack();
    for (int i = 0; i < found.nodes.length; i++) {
      found.visit(i);
    }
    return found;
  }

  /**
   * What is to be awaited before a finally block or close.
   *
   * @return in no particular order
   */
  public List<Operand> operands() {
    return operands;
  }

  /**
   * Where the operands are ready: the instructions behind which they are to be awaited.
   *
   * @return places in the code, in no particular order
   */
  public List<Integer> places() {
    return operands.stream().map(o -> Instructions.previous(nodes, o.index())).toList();
  }

  /**
   * The returns from a try statement that stands in a synchronized block, where nothing can be
   * awaited: behind the block, its handlers and finally block have gone.
   *
   * @return places in the code
   */
  public List<Integer> underMonitors() {
    return underMonitors;
  }

  /**
   * Whether a range ends right before an instruction, and is not the one of a monitor.
   *
   * @param range of the method
   * @param index of an instruction
   * @return true if code that is inserted there may be added to the range
   */
  public boolean endsBefore(TryCatchBlockNode range, int index) {
    int end = indexOf(range.end);
    return end < index && end > Instructions.previous(nodes, index) && !unlocks(range);
  }

  /**
   * Whether a handler is the one of a synchronized statement: it stores, loads, and unlocks.
   *
   * @param range an entry of an exception table
   * @return true for the entry that a compiler makes for a monitor
   */
  public static boolean unlocks(TryCatchBlockNode range) {
    AbstractInsnNode node = range.handler;
    for (int seen = 0; node != null && seen < 3; node = node.getNext()) {
      if (node.getOpcode() == Opcodes.MONITOREXIT) {
        return true;
      }
      seen += node.getOpcode() >= 0 ? 1 : 0;
    }
    return false;
  }

  /**
   * The finally blocks that always leave by themselves, in the form of Eclipse's compiler: it drops
   * what was to be returned where it is made, and the exception where the handler begins. Nothing
   * tells what is dropped there from what the user drops.
   *
   * @param method a method
   * @return the first instructions of the blocks
   */
  public static List<Integer> losingFinallyBlocks(MethodNode method) {
    AbstractInsnNode[] nodes = method.instructions.toArray();
    return method.tryCatchBlocks.stream()
        .filter(range -> range.type == null)
        .map(range -> Instructions.next(nodes, method.instructions.indexOf(range.handler)))
        .filter(first -> Instructions.opcodeAt(nodes, first) == Opcodes.POP)
        .map(first -> Instructions.next(nodes, first))
        .distinct()
        .toList();
  }

  private void visit(int i) {
    if (isStored(i)) {
      if (monitors.heldAt(i) == 0) {
        if (isReturnTemporary(i)) {
          operands.add(new Operand(Kind.STORED, i, slot(i)));
        }
      } else if (!isDeclared(i) && returnOf(i) >= 0) {
        visitLocked(i);
      }
    }
  }

  private void visitLocked(int store) {
    if (rangesEndingBehind(store).stream().anyMatch(range -> !unlocks(range))) {
      underMonitors.add(store);
    }
    int exit = Instructions.next(nodes, Instructions.next(nodes, store));
    int behind = Instructions.next(nodes, exit);
    boolean isLeft =
        rangesEndingBehind(exit).stream()
            .anyMatch(range -> !unlocks(range) && indexOf(range.handler) > returnOf(store));
    if (isLeft
        && Instructions.opcodeAt(nodes, exit) == Opcodes.MONITOREXIT
        && monitors.heldAt(behind) == 0) {
      operands.add(new Operand(Kind.UNLOCKED, behind, slot(store)));
    }
  }

  // ---- in a temporary

  /** Whether what is returned may be stored here, in a form that has to be awaited. */
  private boolean isStored(int i) {
    return nodes[i].getOpcode() == Opcodes.ASTORE
        && !storesNull(i)
        && ReturnForm.of(nodes, i) == ReturnForm.TAIL;
  }

  private int slot(int access) {
    return ((VarInsnNode) nodes[access]).var;
  }

  /** {@code return null} is refused where it is returned, with words of its own. */
  private boolean storesNull(int store) {
    int before = Instructions.adjacent(nodes, store);
    return Instructions.opcodeAt(nodes, before) == Opcodes.ACONST_NULL;
  }

  private boolean isReturnTemporary(int store) {
    int areturn = returnOf(store);
    if (isDeclared(store) || (areturn < 0 && isLoaded(store))) {
      return false;
    }
    return rangesEndingBehind(store).stream()
        .anyMatch(
            range ->
                areturn < 0
                    ? isDropped(store, range) && isResult(store)
                    : runsAlways(range)
                        && indexOf(range.handler) > areturn
                        && !isLoaded(indexOf(range.handler), slot(store)));
  }

  /**
   * Whether what is stored is dropped by the finally block right behind it; or by one further out,
   * whose range ends too where the inner block has run, and not where its statement ends:
   *
   * <pre>
   *   astore t  ◀ (inner range ends)  inner finally  ◀ (outer range ends)  outer finally … inner handler
   * </pre>
   */
  private boolean isDropped(int store, TryCatchBlockNode inner) {
    return dropsWhatWasThere(inner)
        || (runsAlways(inner)
            && method.tryCatchBlocks.stream()
                .anyMatch(
                    outer ->
                        dropsWhatWasThere(outer)
                            && indexOf(outer.start) < store
                            && indexOf(outer.end) > store
                            && indexOf(outer.end) < indexOf(inner.handler)));
  }

  /**
   * Whether a finally block leaves the try statement itself, by a return, throw or jump: that drops
   * what was to be returned, and its handler does not rethrow the exception either.
   */
  private boolean dropsWhatWasThere(TryCatchBlockNode range) {
    int first = Instructions.next(nodes, indexOf(range.handler));
    int opcode = Instructions.opcodeAt(nodes, first);
    return runsAlways(range)
        && (opcode == Opcodes.POP || (opcode == Opcodes.ASTORE && !isLoaded(first)));
  }

  /** Whether what is on top of the stack before an instruction may be what the method returns. */
  private boolean isResult(int index) {
    TypeState state = types().before(index);
    String result = Type.getReturnType(method.desc).getInternalName();
    return state != null
        && !state.stack().isEmpty()
        && result.equals(state.stack().get(state.stack().size() - 1).name());
  }

  private TypeStates types() {
    if (types == null) {
      types = TypeStates.of(owner, method);
    }
    return types;
  }

  /**
   * The return that loads what is stored here, with no other store to the slot in between; or -1.
   */
  private int returnOf(int store) {
    int slot = ((VarInsnNode) nodes[store]).var;
    for (int i = store + 1; i < nodes.length; i++) {
      if (nodes[i] instanceof VarInsnNode access && access.var == slot) {
        if (access.getOpcode() != Opcodes.ALOAD) {
          return -1;
        }
        int next = Instructions.next(nodes, i);
        return Instructions.opcodeAt(nodes, next) == Opcodes.ARETURN ? next : -1;
      }
    }
    return -1;
  }

  private boolean isLoaded(int store) {
    return isLoaded(store, slot(store));
  }

  /** Whether a variable is loaded behind a place before it is stored again, in code order. */
  private boolean isLoaded(int index, int slot) {
    for (int i = index + 1; i < nodes.length; i++) {
      if (nodes[i] instanceof VarInsnNode access && access.var == slot) {
        return access.getOpcode() == Opcodes.ALOAD;
      }
    }
    return false;
  }

  /** Whether the debug tables, if there are any, name a variable of the user's. */
  private boolean isDeclared(int store) {
    int slot = ((VarInsnNode) nodes[store]).var;
    for (LocalVariableNode variable : method.localVariables) {
      if (variable.index == slot
          && indexOf(variable.start) <= Instructions.next(nodes, store)
          && indexOf(variable.end) > store) {
        return true;
      }
    }
    return false;
  }

  private List<TryCatchBlockNode> rangesEndingBehind(int index) {
    int next = Instructions.next(nodes, index);
    return method.tryCatchBlocks.stream()
        .filter(r -> indexOf(r.end) > index && indexOf(r.end) < next)
        .toList();
  }

  // ---- on the stack

  private static boolean runsAlways(TryCatchBlockNode range) {
    return range.type == null || range.type.equals("java/lang/Throwable");
  }

  private void findOnStack() {
    TreeMap<Integer, Set<Integer>> ways = new TreeMap<>();
    for (TryCatchBlockNode range : method.tryCatchBlocks) {
      int place = Instructions.next(nodes, indexOf(range.end));
      if (Instructions.opcodeAt(nodes, place) == Opcodes.ALOAD && !unlocks(range)) {
        Set<Integer> way = wayToReturn(place, types());
        if (way != null) {
          ways.put(place, way);
        }
      }
    }
    for (int place : ways.keySet()) {
      if (ReturnForm.of(nodes, place) == ReturnForm.TAIL
          && ways.values().stream().noneMatch(way -> way.contains(place))) {
        addOnStack(place);
      }
    }
  }

  private void addOnStack(int place) {
    if (monitors.heldAt(place) > 0) {
      underMonitors.add(place);
    } else if (method.tryCatchBlocks.stream()
        .anyMatch(range -> endsBefore(range, place) && runsAlways(range))) {
      operands.add(new Operand(Kind.ON_STACK, place, -1));
    }
  }

  /** The places to the return of what alone is on the stack; null if it goes elsewhere. */
  private @Nullable Set<Integer> wayToReturn(int place, TypeStates types) {
    Set<Integer> way = new HashSet<>();
    int at = place;
    while (Instructions.opcodeAt(nodes, at) != Opcodes.ARETURN) {
      TypeState state = types.before(at);
      if (state == null
          || ENDS_THE_WAY.contains(nodes[at].getOpcode())
          || !keepsOperand(state, nodes[at])) {
        return null;
      }
      at =
          nodes[at].getOpcode() == Opcodes.GOTO
              ? Instructions.next(nodes, indexOf(((JumpInsnNode) nodes[at]).label))
              : Instructions.next(nodes, at);
      if (!way.add(at)) {
        return null;
      }
    }
    TypeState first = types.before(place);
    return first != null && first.stack().size() == 1 ? way : null;
  }

  /** Whether an instruction leaves the lowest entry of the stack alone. */
  private static boolean keepsOperand(TypeState state, AbstractInsnNode node) {
    int above = state.stack().size() - 1;
    if (above < 0 || state.stack().get(0).kind() != VerificationType.Kind.OBJECT) {
      return false;
    }
    int opcode = node.getOpcode();
    if (node instanceof MethodInsnNode call) {
      int receiver = opcode == Opcodes.INVOKESTATIC ? 0 : 1;
      return above >= Type.getArgumentTypes(call.desc).length + receiver;
    }
    if (node instanceof InvokeDynamicInsnNode call) {
      return above >= Type.getArgumentTypes(call.desc).length;
    }
    return above > 0 || opcode <= Opcodes.ALOAD || LEAVE_THE_STACK.contains(opcode);
  }

  private int indexOf(LabelNode label) {
    return places.getOrDefault(label, nodes.length);
  }
}

package dev.continuo.transform.analysis;

import dev.continuo.transform.RuntimeNames;
import dev.continuo.transform.analysis.ControlFlow.Block;
import dev.continuo.transform.classfile.Hierarchy;
import dev.continuo.transform.classfile.Instructions;
import dev.continuo.transform.find.SuspendingCall;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import org.objectweb.asm.Opcodes;
import org.objectweb.asm.tree.AbstractInsnNode;
import org.objectweb.asm.tree.JumpInsnNode;
import org.objectweb.asm.tree.LabelNode;
import org.objectweb.asm.tree.MethodInsnNode;
import org.objectweb.asm.tree.MethodNode;
import org.objectweb.asm.tree.TryCatchBlockNode;
import org.objectweb.asm.tree.VarInsnNode;

/**
 * Tells the closes of a method that run because an exception leaves a block from the normal ones.
 *
 * <pre>
 *   handler:  astore v                    of any exception, or Throwable
 *             aload r; close              is on the exceptional path iff
 *             goto …; aload v; athrow       (a) v is thrown right after it,
 *                                           (b) such a handler dominates it,
 *                                           (c) r is the same at the start of what the handler
 *                                               covers, at the handler, and at the close,
 *                                           (d) what throws in the handler is not inside r's block
 *                                               yet: no such handler around it closes r
 * </pre>
 *
 * <p>(a) alone is wrong: {@code try (r) {…} throw last;} would hand over an unrelated exception.
 * Without (d), {@code try (r) { try {…} catch (Throwable t) { last = t; } } throw last;} would.
 * javac and ecj write try-with-resources and finally blocks so; ecj moves the exceptions of several
 * handlers to one local before it throws that.
 */
public final class ScopeExits {

  private final String owner;
  private final MethodNode method;
  private final AbstractInsnNode[] nodes;
  private final Map<Integer, Integer> pending = new LinkedHashMap<>();
  private final List<Integer> unrecognised = new ArrayList<>();
  private final ControlFlow flow;
  private final Set<LabelNode> scopes = new HashSet<>();
  private List<Integer> closes = List.of();
  private final Map<Integer, ReachingDefinitions> definitions = new HashMap<>();
  private @Nullable TypeStates types;

  private ScopeExits(String owner, MethodNode method) {
    this.owner = owner;
    this.method = method;
    this.nodes = method.instructions.toArray();
    this.flow = ControlFlow.of(method);
  }

  /**
   * Finds the closes of a method.
   *
   * @param owner internal name of its class
   * @param method the method
   * @param hierarchy tells which types are AsyncCloseable and AsyncScope
   * @return the closes
   */
  public static ScopeExits of(String owner, MethodNode method, Hierarchy hierarchy) {
    var exits = new ScopeExits(owner, method);
    if (!method.tryCatchBlocks.isEmpty() && !exits.flow.blocks().isEmpty()) {
      exits.closes =
          IntStream.range(0, exits.nodes.length)
              .filter(
                  i ->
                      SuspendingCall.isAwaitedClose(exits.nodes[i], hierarchy)
                          || SuspendingCall.isCloseOfAny(exits.nodes[i], hierarchy))
              .boxed()
              .toList();
      for (int close : exits.closes) {
        String type = ((MethodInsnNode) exits.nodes[close]).owner;
        exits.visit(
            close, hierarchy.isSubtype(type, RuntimeNames.ASYNC_SCOPE) == Hierarchy.Answer.YES);
      }
    }
    return exits;
  }

  /**
   * The local variable with the exception because of which a close runs.
   *
   * @param index of the call of close
   * @return the variable, or -1 if the block ends normally
   */
  public int pendingAt(int index) {
    return pending.getOrDefault(index, -1);
  }

  /**
   * The closes of scopes where an exception is pending that is not thrown right after them.
   *
   * @return indexes of the calls
   */
  public List<Integer> unrecognised() {
    return unrecognised;
  }

  /**
   * Whether an instruction is in the block of an AsyncScope.
   *
   * @param index of the instruction
   * @return true if the scope is open there
   */
  public boolean isInScope(int index) {
    return method.tryCatchBlocks.stream()
        .anyMatch(
            range ->
                scopes.contains(range.handler)
                    && method.instructions.indexOf(range.start) <= index
                    && index < method.instructions.indexOf(range.end));
  }

  private void visit(int close, boolean isScope) {
    TryCatchBlockNode block = endedBy(close);
    if (block == null) {
      if (isScope && closesWhilePending(close)) {
        unrecognised.add(close);
      }
      return;
    }
    if (isScope) {
      scopes.add(block.handler);
    }
    int thrown = thrownAfter(close);
    if (thrown >= 0 && isThrowable(close, thrown)) {
      pending.put(close, thrown);
    } else if (isScope) {
      unrecognised.add(close);
    }
  }

  /** The handler because of which a close runs, or null if the block ends normally. */
  private @Nullable TryCatchBlockNode endedBy(int close) {
    return method.tryCatchBlocks.stream()
        .filter(
            range ->
                closes(range, close)
                    && !isInsideBlock(range, close)
                    && !endsInnerBlock(range, close))
        .findFirst()
        .orElse(null);
  }

  /**
   * Whether an exception may be pending at a close though no block of the resource ends there: in a
   * handler of everything, or one that throws behind the close, of a scope that was made elsewhere.
   */
  private boolean closesWhilePending(int close) {
    boolean throwsBehind = thrownAfter(close) >= 0;
    BitSet made = resource(loadOf(close));
    for (TryCatchBlockNode range : method.tryCatchBlocks) {
      int handler = method.instructions.indexOf(range.handler);
      boolean isMadeThere =
          made != null
              && made.stream().allMatch(store -> store < nodes.length && dominates(handler, store));
      if ((throwsBehind || catchesAll(range))
          && dominates(handler, close)
          && !isMadeThere
          && !isInsideBlock(range, close)) {
        return true;
      }
    }
    return false;
  }

  /** Whether a block of the same resource stands in the handler, and ends normally at the close. */
  private boolean endsInnerBlock(TryCatchBlockNode range, int close) {
    int handler = method.instructions.indexOf(range.handler);
    return method.tryCatchBlocks.stream()
        .anyMatch(
            inner ->
                catchesAll(inner)
                    && method.instructions.indexOf(inner.start) > handler
                    && method.instructions.indexOf(inner.end) <= close
                    && dominates(handler, method.instructions.indexOf(inner.handler))
                    && closes.stream()
                        .anyMatch(
                            other ->
                                other != close
                                    && closes(inner, other)
                                    && closeTheSame(close, other)));
  }

  /** (b) and (c). */
  private boolean closes(TryCatchBlockNode range, int close) {
    int handler = method.instructions.indexOf(range.handler);
    return catchesAll(range) && isSameResource(close, range, handler) && dominates(handler, close);
  }

  /** (d) Whether what is thrown in the handler of {@code range} still ends the same block. */
  private boolean isInsideBlock(TryCatchBlockNode range, int close) {
    int handler = method.instructions.indexOf(range.handler);
    for (TryCatchBlockNode around : method.tryCatchBlocks) {
      if (around.handler != range.handler
          && catchesAll(around)
          && method.instructions.indexOf(around.start) <= handler
          && handler < method.instructions.indexOf(around.end)
          && isSameResource(close, around, method.instructions.indexOf(around.handler))
          && closes.stream()
              .anyMatch(other -> closes(around, other) && closeTheSame(close, other))) {
        return true;
      }
    }
    return false;
  }

  private static boolean catchesAll(TryCatchBlockNode range) {
    return range.type == null || range.type.equals("java/lang/Throwable");
  }

  /** Whether a replacement can be stored: a variable of the user's may have a narrower type. */
  private boolean isThrowable(int index, int slot) {
    if (types == null) {
      types = TypeStates.of(owner, method);
    }
    TypeState state = types.before(index);
    return state != null && "java/lang/Throwable".equals(state.local(slot).name());
  }

  /** (a) The local variable that is thrown after an instruction, or -1. */
  private int thrownAfter(int index) {
    int at = behindProbe(Instructions.next(nodes, index));
    Set<Integer> seen = new HashSet<>();
    while (Instructions.opcodeAt(nodes, at) == Opcodes.GOTO && seen.add(at)) {
      at =
          behindProbe(
              Instructions.next(
                  nodes, method.instructions.indexOf(((JumpInsnNode) nodes[at]).label)));
    }
    boolean isThrow =
        Instructions.opcodeAt(nodes, at) == Opcodes.ALOAD
            && Instructions.opcodeAt(nodes, behindProbe(Instructions.next(nodes, at)))
                == Opcodes.ATHROW;
    return isThrow ? ((VarInsnNode) nodes[at]).var : -1;
  }

  /** Passes a coverage tool's {@code aload probes; push n; iconst_1; bastore}. */
  private int behindProbe(int index) {
    int at = index;
    if (Instructions.isCoverageProbe(nodes, index)) {
      for (int i = 0; i < 4; i++) {
        at = Instructions.next(nodes, at);
      }
    }
    return at;
  }

  /** (b) Whether every way to an instruction leads through a handler. */
  private boolean dominates(int handler, int index) {
    int avoided = flow.blockAt(handler).index();
    int target = flow.blockAt(index).index();
    BitSet seen = new BitSet();
    ArrayDeque<Integer> work = new ArrayDeque<>();
    if (avoided != 0) {
      work.add(0);
      seen.set(0);
    }
    while (!work.isEmpty()) {
      Block block = flow.blocks().get(work.remove());
      for (int edge : block.edges()) {
        if (edge != avoided && !seen.get(edge)) {
          seen.set(edge);
          work.add(edge);
        }
      }
    }
    return !seen.get(target);
  }

  /** (c) Whether the variable that is closed is the same all the way. */
  private boolean isSameResource(int close, TryCatchBlockNode range, int handler) {
    int load = loadOf(close);
    BitSet stored = resource(load);
    if (stored == null) {
      return false;
    }
    int slot = ((VarInsnNode) nodes[load]).var;
    return stored.equals(
            storedBefore(Instructions.next(nodes, method.instructions.indexOf(range.start)), slot))
        && stored.equals(storedBefore(Instructions.next(nodes, handler), slot));
  }

  private boolean closeTheSame(int close, int other) {
    int load = loadOf(close);
    int otherLoad = loadOf(other);
    BitSet stored = resource(load);
    return stored != null
        && otherLoad >= 0
        && ((VarInsnNode) nodes[load]).var == ((VarInsnNode) nodes[otherLoad]).var
        && stored.equals(resource(otherLoad));
  }

  /** The load of the variable that is closed, or -1 if it is none. */
  private int loadOf(int close) {
    int load = Instructions.previous(nodes, close);
    if (Instructions.opcodeAt(nodes, load) == Opcodes.CHECKCAST) {
      load = Instructions.previous(nodes, load);
    }
    return Instructions.opcodeAt(nodes, load) == Opcodes.ALOAD ? load : -1;
  }

  /** The stores that may have given a resource to the variable that is loaded. */
  private @Nullable BitSet resource(int load) {
    return load < 0 ? null : storedBefore(load, ((VarInsnNode) nodes[load]).var);
  }

  private @Nullable BitSet storedBefore(int index, int slot) {
    return index < 0
        ? null
        : definitions
            .computeIfAbsent(slot, any -> ReachingDefinitions.of(flow, slot))
            .before(index);
  }
}

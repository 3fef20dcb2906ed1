package dev.continuo.transform.check;

import dev.continuo.transform.classfile.Instructions;
import dev.continuo.transform.find.SuspendingCall;
import java.util.ArrayList;
import java.util.List;
import org.objectweb.asm.Opcodes;
import org.objectweb.asm.tree.AbstractInsnNode;
import org.objectweb.asm.tree.MethodInsnNode;
import org.objectweb.asm.tree.MethodNode;
import org.objectweb.asm.tree.TryCatchBlockNode;
import org.objectweb.asm.tree.VarInsnNode;

/**
 * The closes that one try-with-resources implies, one at each end of its block and one for
 * exceptions: one mistake of the user, not several. javac writes
 *
 * <pre>
 *      block                     covered by H
 *      aload r; close            at each normal end of the block; dropped
 *   H: astore e
 *      aload r; close            covered by S, and in the line of the try: this one is kept
 *      …
 *   S: astore x; aload e; aload x; addSuppressed
 * </pre>
 */
final class ImpliedCloses {

  private final MethodNode method;
  private final AbstractInsnNode[] nodes;

  private ImpliedCloses(MethodNode method) {
    this.method = method;
    this.nodes = method.instructions.toArray();
  }

  /**
   * Drops what is said twice.
   *
   * @param method any method
   * @param calls those in it, in the order of the code
   * @return the calls, with one close for each try-with-resources
   */
  static List<SuspendingCall> once(MethodNode method, List<SuspendingCall> calls) {
    if (calls.stream().filter(SuspendingCall::isClose).count() < 2) {
      return calls;
    }
    ImpliedCloses closes = new ImpliedCloses(method);
    List<SuspendingCall> kept = new ArrayList<>();
    for (SuspendingCall call : calls) {
      if (call.isClose() && closes.isForExceptions(call.index())) {
        kept.removeIf(earlier -> earlier.isClose() && closes.belong(earlier, call));
      }
      kept.add(call);
    }
    return kept;
  }

  /** Whether a close at a normal end is of the same resource as one for exceptions behind it. */
  private boolean belong(SuspendingCall normal, SuspendingCall forExceptions) {
    int resource = resource(forExceptions.index());
    return resource >= 0
        && resource(normal.index()) == resource
        && !isForExceptions(normal.index())
        && !isInBlock(normal.index(), forExceptions.index());
  }

  /** The variable that is closed, or -1. */
  private int resource(int close) {
    int before = Instructions.previous(nodes, close);
    return before >= 0
            && nodes[before] instanceof VarInsnNode load
            && load.getOpcode() == Opcodes.ALOAD
        ? load.var
        : -1;
  }

  private boolean isForExceptions(int close) {
    return method.tryCatchBlocks.stream()
        .anyMatch(block -> covers(block, close) && suppresses(handler(block)));
  }

  /** Whether a close stands in the block itself: then the user has written it. */
  private boolean isInBlock(int close, int forExceptions) {
    int itsHandler =
        method.tryCatchBlocks.stream()
            .mapToInt(this::handler)
            .filter(handler -> handler < forExceptions)
            .max()
            .orElse(-1);
    return method.tryCatchBlocks.stream()
        .anyMatch(block -> covers(block, close) && handler(block) == itsHandler);
  }

  private boolean suppresses(int handler) {
    int i = handler;
    for (int opcode : List.of(Opcodes.ASTORE, Opcodes.ALOAD, Opcodes.ALOAD)) {
      i = Instructions.next(nodes, i);
      if (i < 0 || nodes[i].getOpcode() != opcode) {
        return false;
      }
    }
    i = Instructions.next(nodes, i);
    return i >= 0 && nodes[i] instanceof MethodInsnNode call && call.name.equals("addSuppressed");
  }

  private boolean covers(TryCatchBlockNode block, int index) {
    return method.instructions.indexOf(block.start) <= index
        && index < method.instructions.indexOf(block.end);
  }

  private int handler(TryCatchBlockNode block) {
    return method.instructions.indexOf(block.handler);
  }
}

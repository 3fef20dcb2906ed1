package dev.continuo.transform.emit;

import java.util.ArrayList;
import java.util.function.ToIntFunction;
import org.objectweb.asm.Opcodes;
import org.objectweb.asm.tree.LabelNode;
import org.objectweb.asm.tree.LocalVariableNode;
import org.objectweb.asm.tree.MethodNode;
import org.objectweb.asm.tree.TryCatchBlockNode;

/** Fills the exception table and the variable table of a body from the tracked ranges. */
final class LabelTables {

  /** Gives the label of a block in a copy. */
  interface BlockLabels {
    LabelNode label(int block, int copy);
  }

  /**
   * What the receiver is called in a static body of an interface: debuggers show no variable called
   * {@code this} in a static method.
   */
  private static final String SHOWN_RECEIVER = "$this";

  private LabelTables() {}

  private static boolean isHiddenReceiver(MethodNode body, LocalVariableNode variable) {
    return (body.access & Opcodes.ACC_STATIC) != 0
        && variable.index == 0
        && variable.name.equals("this");
  }

  static void fill(
      MethodNode body,
      MethodNode original,
      RangeTracker handlers,
      RangeTracker scopes,
      Slots slots,
      ToIntFunction<LabelNode> blockOf,
      BlockLabels labels) {
    body.tryCatchBlocks = new ArrayList<>();
    for (int t = 0; t < original.tryCatchBlocks.size(); t++) {
      TryCatchBlockNode range = original.tryCatchBlocks.get(t);
      for (RangeTracker.Piece piece : handlers.pieces(t)) {
        LabelNode handler = labels.label(blockOf.applyAsInt(range.handler), piece.copy());
        body.tryCatchBlocks.add(
            new TryCatchBlockNode(piece.start(), piece.end(), handler, range.type));
      }
    }
    body.localVariables = new ArrayList<>();
    for (int v = 0; v < original.localVariables.size(); v++) {
      LocalVariableNode variable = original.localVariables.get(v);
      for (RangeTracker.Piece piece : scopes.pieces(v)) {
        body.localVariables.add(
            new LocalVariableNode(
                isHiddenReceiver(body, variable) ? SHOWN_RECEIVER : variable.name,
                variable.desc,
                variable.signature,
                piece.start(),
                piece.end(),
                slots.map(variable.index)));
      }
    }
  }
}

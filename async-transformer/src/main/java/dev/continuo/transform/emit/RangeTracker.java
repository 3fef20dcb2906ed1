package dev.continuo.transform.emit;

import java.util.ArrayList;
import java.util.BitSet;
import java.util.List;
import org.objectweb.asm.tree.LabelNode;

/**
 * Follows ranges of the original code (exception table entries, variable scopes) through code that
 * is emitted in another order, in several copies and with gaps: says for each original range which
 * pieces of the new code it covers.
 */
final class RangeTracker {

  /** A piece of new code that an original range covers; {@code copy} tells in which copy. */
  record Piece(LabelNode start, LabelNode end, int copy) {}

  private record Open(LabelNode start, int position, int copy) {}

  private final CodeBuilder code;
  private final List<List<Piece>> pieces = new ArrayList<>();
  private final List<Open> open = new ArrayList<>();
  private BitSet active = new BitSet();
  private int activeCopy = -1;

  RangeTracker(CodeBuilder code, int count) {
    this.code = code;
    for (int i = 0; i < count; i++) {
      pieces.add(new ArrayList<>());
      open.add(new Open(new LabelNode(), 0, -1));
    }
  }

  /** From here on exactly these ranges cover the code. */
  void cover(BitSet ranges, int copy) {
    boolean sameCopy = copy == activeCopy;
    if (ranges.equals(active) && sameCopy) {
      return;
    }
    LabelNode here = code.place();
    for (int r = active.nextSetBit(0); r >= 0; r = active.nextSetBit(r + 1)) {
      if (!ranges.get(r) || !sameCopy) {
        Open begun = open.get(r);
        if (begun.position < code.instructionCount()) {
          pieces.get(r).add(new Piece(begun.start, here, begun.copy));
        }
      }
    }
    for (int r = ranges.nextSetBit(0); r >= 0; r = ranges.nextSetBit(r + 1)) {
      if (!active.get(r) || !sameCopy) {
        open.set(r, new Open(here, code.instructionCount(), copy));
      }
    }
    active = (BitSet) ranges.clone();
    activeCopy = copy;
  }

  /** Nothing covers what follows. */
  void uncover() {
    cover(new BitSet(), -1);
  }

  /** The pieces of a range, in the order of the new code. */
  List<Piece> pieces(int range) {
    return pieces.get(range);
  }
}

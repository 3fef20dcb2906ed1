package dev.continuo.transform.analysis;

import dev.continuo.transform.analysis.ControlFlow.Block;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * The natural loops of a method (Aho et al., 9.6): a loop has one header that dominates its blocks.
 * Loops with the same header are one.
 */
public final class LoopForest {

  private final List<Loop> loops;
  private final boolean reducible;

  private LoopForest(List<Loop> loops, boolean reducible) {
    this.loops = loops;
    this.reducible = reducible;
  }

  /**
   * A natural loop.
   *
   * @param header the block where it is entered
   * @param body all of its blocks, the header and inner loops included
   */
  public record Loop(int header, BitSet body) {

    /**
     * Whether a block is part of this loop.
     *
     * @param block the block
     * @return true for the header too
     */
    public boolean contains(int block) {
      return body.get(block);
    }
  }

  /**
   * Finds the loops of a method.
   *
   * @param flow its control flow
   * @return its loops
   */
  public static LoopForest of(ControlFlow flow) {
    List<Block> blocks = flow.blocks();
    List<List<Integer>> predecessors = predecessors(blocks);
    int[] order = postorder(blocks);
    BitSet[] dominators = dominators(blocks, predecessors, order);
    Map<Integer, BitSet> bodies = new TreeMap<>();
    boolean reducible = true;
    for (Block block : blocks) {
      if (order[block.index()] < 0) {
        continue;
      }
      for (int target : block.edges()) {
        if (dominators[block.index()].get(target)) {
          BitSet body = bodies.computeIfAbsent(target, h -> new BitSet());
          collect(target, block.index(), predecessors, body);
        } else if (order[target] >= order[block.index()]) {
          reducible = false;
        }
      }
    }
    List<Loop> loops = new ArrayList<>();
    bodies.forEach((header, body) -> loops.add(new Loop(header, body)));
    loops.sort(Comparator.comparingInt((Loop l) -> l.body().cardinality()).reversed());
    return new LoopForest(List.copyOf(loops), reducible);
  }

  /**
   * The loops around a block.
   *
   * @param block the block
   * @return outermost first
   */
  public List<Loop> around(int block) {
    return loops.stream().filter(l -> l.contains(block)).toList();
  }

  /**
   * Whether every cycle is a natural loop.
   *
   * @return false for code that no Java compiler writes
   */
  public boolean isReducible() {
    return reducible;
  }

  private static List<List<Integer>> predecessors(List<Block> blocks) {
    List<List<Integer>> all = new ArrayList<>();
    for (int b = 0; b < blocks.size(); b++) {
      all.add(new ArrayList<>());
    }
    for (Block block : blocks) {
      for (int successor : block.edges()) {
        all.get(successor).add(block.index());
      }
    }
    return all;
  }

  /** Postorder numbers of a depth-first search from the entry; -1 for unreachable blocks. */
  private static int[] postorder(List<Block> blocks) {
    int[] order = new int[blocks.size()];
    java.util.Arrays.fill(order, -1);
    BitSet seen = new BitSet();
    ArrayDeque<int[]> path = new ArrayDeque<>();
    int next = 0;
    path.push(new int[] {0, 0});
    seen.set(0);
    while (!path.isEmpty()) {
      int[] top = path.element();
      List<Integer> edges = blocks.get(top[0]).edges();
      if (top[1] < edges.size()) {
        int successor = edges.get(top[1]++);
        if (!seen.get(successor)) {
          seen.set(successor);
          path.push(new int[] {successor, 0});
        }
      } else {
        order[top[0]] = next++;
        path.pop();
      }
    }
    return order;
  }

  private static BitSet[] dominators(
      List<Block> blocks, List<List<Integer>> predecessors, int[] order) {
    int count = blocks.size();
    BitSet[] dominators = new BitSet[count];
    for (int b = 0; b < count; b++) {
      dominators[b] = new BitSet(count);
      dominators[b].set(0, count);
    }
    dominators[0].clear();
    dominators[0].set(0);
    List<Integer> reverse = new ArrayList<>();
    for (int b = 1; b < count; b++) {
      if (order[b] >= 0) {
        reverse.add(b);
      }
    }
    reverse.sort(Comparator.comparingInt((Integer b) -> order[b]).reversed());
    boolean changed = true;
    while (changed) {
      changed = false;
      for (int b : reverse) {
        BitSet meet = new BitSet(count);
        meet.set(0, count);
        for (int p : predecessors.get(b)) {
          if (order[p] >= 0) {
            meet.and(dominators[p]);
          }
        }
        meet.set(b);
        if (!meet.equals(dominators[b])) {
          dominators[b] = meet;
          changed = true;
        }
      }
    }
    return dominators;
  }

  /** Adds to the body every block that reaches {@code from} without passing the header. */
  private static void collect(int header, int from, List<List<Integer>> predecessors, BitSet body) {
    body.set(header);
    ArrayDeque<Integer> work = new ArrayDeque<>();
    work.push(from);
    while (!work.isEmpty()) {
      int block = work.pop();
      if (!body.get(block)) {
        body.set(block);
        predecessors.get(block).forEach(work::push);
      }
    }
  }
}

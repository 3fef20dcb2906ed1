package dev.continuo.transform.plan;

import dev.continuo.transform.analysis.ControlFlow;
import dev.continuo.transform.analysis.ControlFlow.Block;
import dev.continuo.transform.analysis.LoopForest;
import dev.continuo.transform.analysis.LoopForest.Loop;
import dev.continuo.transform.analysis.TypeState;
import dev.continuo.transform.analysis.TypeStates;
import dev.continuo.transform.analysis.VerificationType;
import dev.continuo.transform.find.SuspensionPoint;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;

/**
 * Where a resume enters the code, chosen so that every loop keeps a single entry: C2 gives up on a
 * loop that is entered in its middle (it loses the vectorisation of inner loops, measured at up to
 * 3.8 times).
 *
 * <pre>
 *   innermost loop with a suspension: peeled       other loops with suspensions: dispatch at the header
 *
 *   head: … await₁ … goto head   (as written)      entry ─▶ head: if (state != 0) goto dispatch
 *                                                                  … inner code …  goto head
 *   entry ─▶ resume₁: … goto head (the rest of         dispatch: state → resume point inside the loop
 *            the iteration, copied)
 * </pre>
 *
 * A copy holds what can run between its suspension points and the next arrival at the loop's
 * header; leaving the loop leads back to the original code, unless a {@code new} of the copy waits
 * for its constructor there ({@code new X(switch (i) {case 1 -> throw …})}): an uninitialised
 * object is of the instruction that made it (JVMS 4.10.1.2), so that code is copied, too. Points
 * outside of loops are entered directly, and so is everything in code with irreducible loops.
 *
 * @param copies the copied regions; number 0 stands for the original and is empty here
 * @param entries where each state is entered; state k at index k - 1
 * @param headers the blocks that dispatch on the state
 */
public record DispatchPlan(List<Copy> copies, List<Entry> entries, Set<Integer> headers) {

  /** More instructions than this are not copied: HotSpot does not compile huge methods. */
  static final int COPY_LIMIT = 1200;

  /**
   * Where a state is entered.
   *
   * @param copy the copy that holds the resume point; 0 is the original code
   * @param through the loop headers to pass, outermost first; empty for a direct entry
   */
  public record Entry(int copy, List<Integer> through) {}

  /**
   * A copied region.
   *
   * @param header the header of its loop, where it leads back to the original code; -1 if this is
   *     none
   * @param blocks the blocks that are copied
   * @param entered those that are reached from the region itself; the others are entered only at
   *     their suspension points, and what stands before the first of them is left out
   */
  public record Copy(int header, BitSet blocks, BitSet entered) {
    static final Copy NONE = new Copy(-1, new BitSet(), new BitSet());
  }

  /**
   * Plans the entries of a method.
   *
   * @param flow its control flow
   * @param types the types of its variables and operands
   * @param points its suspension points
   * @param mayCopy false to copy nothing
   * @return the plan
   */
  public static DispatchPlan of(
      ControlFlow flow, TypeStates types, List<SuspensionPoint> points, boolean mayCopy) {
    LoopForest loops = LoopForest.of(flow);
    if (!loops.isReducible()) {
      return direct(points);
    }
    Map<Integer, List<SuspensionPoint>> innermost = new LinkedHashMap<>();
    Map<Integer, List<Loop>> around = new HashMap<>();
    Set<Integer> outer = new TreeSet<>();
    for (SuspensionPoint point : points) {
      List<Loop> chain = loops.around(flow.blockAt(point.index()).index());
      around.put(point.state(), chain);
      if (!chain.isEmpty()) {
        int header = chain.get(chain.size() - 1).header();
        innermost.computeIfAbsent(header, h -> new ArrayList<>()).add(point);
        chain.subList(0, chain.size() - 1).forEach(l -> outer.add(l.header()));
      }
    }
    return peel(flow, types, points, around, innermost, outer, mayCopy);
  }

  private static DispatchPlan direct(List<SuspensionPoint> points) {
    Entry entry = new Entry(0, List.of());
    return new DispatchPlan(List.of(Copy.NONE), points.stream().map(p -> entry).toList(), Set.of());
  }

  private static DispatchPlan peel(
      ControlFlow flow,
      TypeStates types,
      List<SuspensionPoint> points,
      Map<Integer, List<Loop>> around,
      Map<Integer, List<SuspensionPoint>> innermost,
      Set<Integer> outer,
      boolean mayCopy) {
    List<Copy> copies = new ArrayList<>();
    copies.add(Copy.NONE);
    Map<Integer, Integer> copyOfHeader = new HashMap<>();
    int copied = 0;
    for (var loop : innermost.entrySet()) {
      int header = loop.getKey();
      if (outer.contains(header) || !mayCopy) {
        continue;
      }
      List<Loop> chain = around.getOrDefault(loop.getValue().get(0).state(), List.of());
      Copy copy = region(flow, types, chain.get(chain.size() - 1), loop.getValue());
      int size = size(flow, copy.blocks());
      if (copied + size <= COPY_LIMIT) {
        copied += size;
        copyOfHeader.put(header, copies.size());
        copies.add(copy);
      }
    }
    Set<Integer> headers = new TreeSet<>();
    List<Entry> entries = new ArrayList<>();
    for (SuspensionPoint point : points) {
      List<Integer> through = new ArrayList<>();
      around.getOrDefault(point.state(), List.of()).forEach(l -> through.add(l.header()));
      int innermostHeader = through.isEmpty() ? -1 : through.get(through.size() - 1);
      int copy = copyOfHeader.getOrDefault(innermostHeader, 0);
      if (copy > 0) {
        through.remove(through.size() - 1);
      }
      headers.addAll(through);
      entries.add(new Entry(copy, List.copyOf(through)));
    }
    return new DispatchPlan(List.copyOf(copies), List.copyOf(entries), headers);
  }

  /** The blocks of a loop that run between its suspension points and its header. */
  private static Copy region(
      ControlFlow flow, TypeStates types, Loop loop, List<SuspensionPoint> points) {
    BitSet blocks = new BitSet();
    BitSet entered = new BitSet();
    ArrayDeque<Integer> work = new ArrayDeque<>();
    for (SuspensionPoint point : points) {
      work.add(flow.blockAt(point.index()).index());
    }
    while (!work.isEmpty()) {
      int index = work.remove();
      if (blocks.get(index)) {
        continue;
      }
      blocks.set(index);
      for (int next : flow.blocks().get(index).edges()) {
        if (next != loop.header() && (loop.contains(next) || startsWithNew(flow, types, next))) {
          entered.set(next);
          work.add(next);
        }
      }
    }
    return new Copy(loop.header(), blocks, entered);
  }

  /** Whether an object without its constructor call is in a variable or an operand. */
  private static boolean startsWithNew(ControlFlow flow, TypeStates types, int block) {
    Block there = flow.blocks().get(block);
    int first = there.start();
    while (first < there.end() - 1 && flow.nodes()[first].getOpcode() < 0) {
      first++;
    }
    TypeState state = types.before(first);
    return state != null
        && Stream.concat(state.locals().stream(), state.stack().stream())
            .anyMatch(VerificationType::isUninitialized);
  }

  private static int size(ControlFlow flow, BitSet region) {
    int size = 0;
    for (int b = region.nextSetBit(0); b >= 0; b = region.nextSetBit(b + 1)) {
      Block block = flow.blocks().get(b);
      for (int i = block.start(); i < block.end(); i++) {
        size += flow.nodes()[i].getOpcode() >= 0 ? 1 : 0;
      }
    }
    return size;
  }
}

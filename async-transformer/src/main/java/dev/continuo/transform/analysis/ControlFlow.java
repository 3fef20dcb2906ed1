package dev.continuo.transform.analysis;

import java.util.ArrayList;
import java.util.BitSet;
import java.util.List;
import java.util.SortedSet;
import java.util.TreeSet;
import org.objectweb.asm.Opcodes;
import org.objectweb.asm.tree.AbstractInsnNode;
import org.objectweb.asm.tree.JumpInsnNode;
import org.objectweb.asm.tree.LabelNode;
import org.objectweb.asm.tree.LookupSwitchInsnNode;
import org.objectweb.asm.tree.MethodNode;
import org.objectweb.asm.tree.TableSwitchInsnNode;
import org.objectweb.asm.tree.TryCatchBlockNode;

/**
 * The basic blocks of a method and the edges between them. A block starts where control can arrive
 * or where the set of handlers changes, so all of its instructions have the same handlers.
 *
 * <p>Invariant: labels, line numbers and frames that stand before an instruction belong to its
 * block.
 */
public final class ControlFlow {

  private final MethodNode method;
  private final AbstractInsnNode[] nodes;
  private final List<Block> blocks;
  private final int[] blockOfNode;
  private final BitSet[] protectors;

  private ControlFlow(
      MethodNode method,
      AbstractInsnNode[] nodes,
      List<Block> blocks,
      int[] blockOfNode,
      BitSet[] protectors) {
    this.method = method;
    this.nodes = nodes;
    this.blocks = blocks;
    this.blockOfNode = blockOfNode;
    this.protectors = protectors;
  }

  /**
   * A basic block.
   *
   * @param index its number, in the order of the code
   * @param start index of its first node
   * @param end index after its last node
   * @param successors where normal control goes, the fall-through first if there is one
   * @param handlers the blocks of the handlers around it, in the order of the exception table
   * @param fallsThrough whether control can run into the next block
   */
  public record Block(
      int index,
      int start,
      int end,
      List<Integer> successors,
      List<Integer> handlers,
      boolean fallsThrough) {

    /**
     * All edges.
     *
     * @return successors and handlers
     */
    public List<Integer> edges() {
      List<Integer> all = new ArrayList<>(successors);
      all.addAll(handlers);
      return all;
    }
  }

  /**
   * Finds the blocks of a method.
   *
   * @param method a method with code
   * @return its control flow
   */
  public static ControlFlow of(MethodNode method) {
    AbstractInsnNode[] nodes = method.instructions.toArray();
    BitSet[] protectors = protectors(method, nodes);
    List<Integer> starts = new ArrayList<>(leaders(method, nodes));
    int[] blockOfNode = new int[nodes.length];
    for (int b = 0; b < starts.size(); b++) {
      int end = b + 1 < starts.size() ? starts.get(b + 1) : nodes.length;
      java.util.Arrays.fill(blockOfNode, starts.get(b), end, b);
    }
    List<Block> blocks = new ArrayList<>();
    for (int b = 0; b < starts.size(); b++) {
      int end = b + 1 < starts.size() ? starts.get(b + 1) : nodes.length;
      blocks.add(block(method, nodes, blockOfNode, protectors, b, starts.get(b), end));
    }
    return new ControlFlow(method, nodes, List.copyOf(blocks), blockOfNode, protectors);
  }

  /**
   * The blocks.
   *
   * @return in the order of the code
   */
  public List<Block> blocks() {
    return blocks;
  }

  /**
   * The block of a node.
   *
   * @param index of a node
   * @return its block
   */
  public Block blockAt(int index) {
    return blocks.get(blockOfNode[index]);
  }

  /**
   * The block that a label starts.
   *
   * @param label a jump target
   * @return its block
   */
  public Block blockAt(LabelNode label) {
    return blockAt(method.instructions.indexOf(label));
  }

  /**
   * The exception table entries that cover an instruction.
   *
   * @param index of a node
   * @return positions in the exception table
   */
  public BitSet protectors(int index) {
    return protectors[index];
  }

  /**
   * The nodes of the method.
   *
   * @return in the order of the code; not to be changed
   */
  public AbstractInsnNode[] nodes() {
    return nodes;
  }

  private static BitSet[] protectors(MethodNode method, AbstractInsnNode[] nodes) {
    BitSet[] result = new BitSet[nodes.length];
    BitSet current = new BitSet();
    for (int i = 0; i < nodes.length; i++) {
      if (nodes[i] instanceof LabelNode label) {
        current = (BitSet) current.clone();
        cross(method, label, current);
      }
      result[i] = current;
    }
    return result;
  }

  /**
   * Passes a label: entries of the exception table end there, and others begin.
   *
   * @param method the method of both
   * @param label where they end or begin
   * @param covering positions in the exception table that cover what is before; then, what is
   *     behind
   * @return whether any begins
   */
  public static boolean cross(MethodNode method, LabelNode label, BitSet covering) {
    boolean begins = false;
    for (int t = 0; t < method.tryCatchBlocks.size(); t++) {
      TryCatchBlockNode range = method.tryCatchBlocks.get(t);
      if (range.end == label) {
        covering.clear(t);
      }
      if (range.start == label) {
        covering.set(t);
        begins = true;
      }
    }
    return begins;
  }

  private static SortedSet<Integer> leaders(MethodNode method, AbstractInsnNode[] nodes) {
    SortedSet<Integer> leaders = new TreeSet<>();
    leaders.add(0);
    for (int i = 0; i < nodes.length; i++) {
      for (LabelNode target : targets(nodes[i])) {
        leaders.add(runStart(method, nodes, target));
      }
      if (endsBlock(nodes[i]) && i + 1 < nodes.length) {
        leaders.add(i + 1);
      }
    }
    for (TryCatchBlockNode range : method.tryCatchBlocks) {
      leaders.add(runStart(method, nodes, range.start));
      leaders.add(runStart(method, nodes, range.end));
      leaders.add(runStart(method, nodes, range.handler));
    }
    leaders.remove(nodes.length);
    return leaders;
  }

  /** The first of the labels, lines and frames that stand together with a label. */
  private static int runStart(MethodNode method, AbstractInsnNode[] nodes, LabelNode label) {
    int i = method.instructions.indexOf(label);
    while (i > 0 && nodes[i - 1].getOpcode() < 0) {
      i--;
    }
    return i;
  }

  private static boolean endsBlock(AbstractInsnNode node) {
    int opcode = node.getOpcode();
    return node instanceof JumpInsnNode
        || opcode == Opcodes.TABLESWITCH
        || opcode == Opcodes.LOOKUPSWITCH
        || (opcode >= Opcodes.IRETURN && opcode <= Opcodes.RETURN)
        || opcode == Opcodes.ATHROW;
  }

  private static boolean continues(AbstractInsnNode node) {
    int opcode = node.getOpcode();
    return opcode != Opcodes.GOTO && (node instanceof JumpInsnNode || !endsBlock(node));
  }

  /**
   * Where an instruction may jump.
   *
   * @param node any node
   * @return its targets, empty for most
   */
  public static List<LabelNode> targets(AbstractInsnNode node) {
    if (node instanceof JumpInsnNode jump) {
      return List.of(jump.label);
    }
    if (node instanceof TableSwitchInsnNode table) {
      List<LabelNode> all = new ArrayList<>(table.labels);
      all.add(table.dflt);
      return all;
    }
    if (node instanceof LookupSwitchInsnNode lookup) {
      List<LabelNode> all = new ArrayList<>(lookup.labels);
      all.add(lookup.dflt);
      return all;
    }
    return List.of();
  }

  private static Block block(
      MethodNode method,
      AbstractInsnNode[] nodes,
      int[] blockOfNode,
      BitSet[] protectors,
      int index,
      int start,
      int end) {
    int last = end - 1;
    while (last >= start && nodes[last].getOpcode() < 0) {
      last--;
    }
    boolean falls = end < nodes.length && (last < start || continues(nodes[last]));
    List<Integer> successors = new ArrayList<>();
    if (falls) {
      successors.add(index + 1);
    }
    if (last >= start) {
      for (LabelNode target : targets(nodes[last])) {
        int block = blockOfNode[method.instructions.indexOf(target)];
        if (!successors.contains(block)) {
          successors.add(block);
        }
      }
    }
    List<Integer> handlers = new ArrayList<>();
    BitSet covering = protectors[Math.max(last, start)];
    for (int t = covering.nextSetBit(0); t >= 0; t = covering.nextSetBit(t + 1)) {
      LabelNode handler = method.tryCatchBlocks.get(t).handler;
      int block = blockOfNode[method.instructions.indexOf(handler)];
      if (!handlers.contains(block)) {
        handlers.add(block);
      }
    }
    return new Block(index, start, end, List.copyOf(successors), List.copyOf(handlers), falls);
  }
}

package dev.continuo.samples.radio.source;

import java.nio.ByteBuffer;
import java.util.ArrayDeque;

/**
 * The blocks between the task that receives and the one that listens. All memory is taken at the
 * start: as many blocks as may wait, and the one that is being filled.
 *
 * <pre>
 *   blank() ──▶ filled from the source ──▶ offer() ──▶ waiting ──▶ poll() ──▶ decoded ──▶ recycle()
 *      ▲                                      │ full: the oldest, or this one, is lost        │
 *      └──────────────────────────────────────┴───────────────────────────────────────────────┘
 * </pre>
 */
final class BlockQueue {

  /** Some bytes of one connection: whole samples, but while they are being read. */
  static final class Block {
    final ByteBuffer bytes;
    int samples;
    long index;
    int connection;

    Block(int size) {
      bytes = ByteBuffer.allocate(size);
    }
  }

  private final ArrayDeque<Block> waiting = new ArrayDeque<>();
  private final ArrayDeque<Block> blank = new ArrayDeque<>();
  private final int capacity;
  private final boolean dropsOldest;
  private long received;
  private long lost;

  // Invariant: every sample received was taken, was lost, or waits.

  BlockQueue(int capacity, int blockBytes, LossPolicy policy) {
    this.capacity = capacity;
    this.dropsOldest = policy == LossPolicy.DROP_OLDEST;
    for (int i = 0; i < capacity + 1; i++) {
      blank.add(new Block(blockBytes));
    }
  }

  /** A block to be filled. There is one, as only one at a time is. */
  Block blank() {
    Block block = blank.remove();
    block.bytes.clear();
    return block;
  }

  /** Adds a block that was filled with {@code samples} of a connection; with none it goes back. */
  void offer(Block block, int samples, int connection) {
    block.samples = samples;
    block.connection = connection;
    block.index = received;
    received += samples;
    if (samples == 0) {
      recycle(block);
    } else if (!isFull()) {
      waiting.add(block);
    } else if (dropsOldest) {
      drop(waiting.remove());
      waiting.add(block);
    } else {
      drop(block);
    }
  }

  private void drop(Block block) {
    lost += block.samples;
    recycle(block);
  }

  /** The oldest block, to be handed to {@link #recycle} when its bytes were read. */
  Block poll() {
    return waiting.remove();
  }

  void recycle(Block block) {
    blank.add(block);
  }

  /** What waits is not wanted any more; it does not count as lost. */
  void clear() {
    blank.addAll(waiting);
    waiting.clear();
  }

  boolean isEmpty() {
    return waiting.isEmpty();
  }

  boolean isFull() {
    return waiting.size() >= capacity;
  }

  int size() {
    return waiting.size();
  }

  long received() {
    return received;
  }

  long lost() {
    return lost;
  }
}

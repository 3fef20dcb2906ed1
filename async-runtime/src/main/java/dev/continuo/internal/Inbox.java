package dev.continuo.internal;

import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;

/**
 * What other threads hand to the loop: a stack that they push to, taken whole and turned round by
 * the loop, so calls of one thread keep their order. Once closed it refuses; no call is lost
 * between the two.
 */
final class Inbox extends AtomicReference<Inbox.@Nullable Node> {

  private static final long serialVersionUID = 1L;

  private static final Node CLOSED = new Node(null, null);

  /** Returns false if the inbox is closed. */
  boolean push(LoopHandle handle) {
    for (; ; ) {
      Node current = get();
      if (current == CLOSED) {
        return false;
      }
      if (compareAndSet(current, new Node(handle, current))) {
        return true;
      }
    }
  }

  boolean isEmpty() {
    return get() == null;
  }

  /** Moves everything to the ready queue, oldest first. */
  void drainTo(ReadyQueue ready) {
    for (Node node = reversed(getAndSet(null)); node != null; node = node.next) {
      if (node.handle != null) {
        ready.add(node.handle);
      }
    }
  }

  /** Refuses from now on, and moves what is left to {@code rest}, oldest first. */
  void closeTo(ReadyQueue rest) {
    for (Node node = reversed(getAndSet(CLOSED)); node != null; node = node.next) {
      if (node.handle != null) {
        rest.add(node.handle);
      }
    }
  }

  private static @Nullable Node reversed(@Nullable Node newest) {
    Node oldest = null;
    for (Node node = newest; node != null && node != CLOSED; ) {
      Node next = node.next;
      node.next = oldest;
      oldest = node;
      node = next;
    }
    return oldest;
  }

  static final class Node {
    final @Nullable LoopHandle handle;
    @Nullable Node next;

    Node(@Nullable LoopHandle handle, @Nullable Node next) {
      this.handle = handle;
      this.next = next;
    }
  }
}

package dev.continuo.benchmarks.peers;

import java.util.concurrent.CompletableFuture;

/** A place for one item: the channel of the contestants that bring none. The loop resumes. */
public final class Slot {

  private final PeerLoop loop;
  private Integer item;
  private CompletableFuture<Integer> receiver;

  /** An empty one. */
  public Slot(PeerLoop loop) {
    this.loop = loop;
  }

  /** Puts an item there, for who waits or for who comes. */
  public void send(Integer sent) {
    CompletableFuture<Integer> waiting = receiver;
    if (waiting == null) {
      item = sent;
    } else {
      receiver = null;
      loop.execute(() -> waiting.complete(sent));
    }
  }

  /** The item that is there, or the one that comes next. */
  public CompletableFuture<Integer> receive() {
    Integer there = item;
    if (there != null) {
      item = null;
      return CompletableFuture.completedFuture(there);
    }
    CompletableFuture<Integer> future = new CompletableFuture<>();
    receiver = future;
    return future;
  }
}

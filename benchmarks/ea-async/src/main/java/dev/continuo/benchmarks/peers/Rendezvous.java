package dev.continuo.benchmarks.peers;

import java.util.ArrayDeque;
import java.util.Queue;
import java.util.concurrent.CompletableFuture;

/**
 * The channel of the contestants that bring none: of capacity 0, as small as it can be. Who sends
 * waits until the item is taken, several may wait on either side, and the loop resumes them.
 */
public final class Rendezvous {

  /** An item that nobody has taken; complete when somebody has. */
  private static final class Offer extends CompletableFuture<Void> {
    private final Integer item;

    Offer(Integer item) {
      this.item = item;
    }
  }

  private final PeerLoop loop;
  // Invariant: one of them is empty.
  private final Queue<Offer> senders = new ArrayDeque<>();
  private final Queue<CompletableFuture<Integer>> receivers = new ArrayDeque<>();

  /** One at which nobody waits. */
  public Rendezvous(PeerLoop loop) {
    this.loop = loop;
  }

  /** Is complete when the item is taken. */
  public CompletableFuture<Void> send(Integer item) {
    CompletableFuture<Integer> receiver = receivers.poll();
    if (receiver == null) {
      Offer offer = new Offer(item);
      senders.add(offer);
      return offer;
    }
    loop.execute(() -> receiver.complete(item));
    return CompletableFuture.completedFuture(null);
  }

  /** The item of the one that has waited longest, or of the one that comes next. */
  public CompletableFuture<Integer> receive() {
    Offer offer = senders.poll();
    if (offer == null) {
      CompletableFuture<Integer> receiver = new CompletableFuture<>();
      receivers.add(receiver);
      return receiver;
    }
    loop.execute(() -> offer.complete(null));
    return CompletableFuture.completedFuture(offer.item);
  }
}

package dev.continuo.sync;

import dev.continuo.internal.sync.ChannelCore;
import org.jspecify.annotations.Nullable;

/**
 * A channel between tasks of one event loop, with ends that are closed: Trio's memory channel.
 * Unlike {@link AsyncQueue} it tells each side when the other one has gone.
 *
 * <pre>{@code
 * MemoryChannel<Job> channel = MemoryChannel.of(0);      // 0: hand over, no buffer
 *
 * @Async Coroutine<Void> producer(SendChannel<Job> jobs) {
 *   try (jobs) {                                         // the end of the channel
 *     for (Path file : files) {
 *       await(jobs.send(new Job(file)));                 // waits until somebody takes it
 *     }
 *   }
 *   return done();
 * }
 *
 * @Async Coroutine<Void> consumer(ReceiveChannel<Job> jobs) {
 *   try (jobs) {
 *     for (Job job : each(jobs)) {                       // until all senders are closed
 *       await(job.run());
 *     }
 *   }
 *   return done();
 * }
 * }</pre>
 *
 * <p>Each task gets an end of its own by {@link SendChannel#copy} or {@link ReceiveChannel#copy},
 * and closes it when it is through. When the last sending end is closed, receivers take what is
 * left and then get {@link EndOfChannel}; when the last receiving end is closed, what is left is
 * dropped and senders get {@link BrokenChannel}.
 *
 * <p>Items arrive in the order in which they were sent, and who waits is served first come, first
 * served. A send that fails with CancelledError has sent nothing; a receive that is cancelled takes
 * nothing.
 *
 * <p>Not thread-safe: used by the thread of one event loop, that of the first coroutine that has to
 * wait.
 *
 * @param <T> the type of the items, which may be null
 */
public final class MemoryChannel<T extends @Nullable Object> {

  static {
    Cores.register();
  }

  private final ChannelCore<T> core;
  private final SendChannel<T> sender;
  private final ReceiveChannel<T> receiver;

  private MemoryChannel(int capacity) {
    this.core = new ChannelCore<>(this, capacity);
    this.sender = new SendChannel<>(core, core.new SendEnd());
    this.receiver = new ReceiveChannel<>(core, core.new ReceiveEnd());
  }

  /**
   * A channel with a buffer.
   *
   * @param capacity how many items may wait to be received while their senders go on; 0 for none: a
   *     sender waits until a receiver has its item
   * @param <T> the type of the items
   * @return a channel with one sending and one receiving end
   * @throws IllegalArgumentException if {@code capacity} is negative
   */
  public static <T extends @Nullable Object> MemoryChannel<T> of(int capacity) {
    if (capacity < 0) {
      throw new IllegalArgumentException("capacity is " + capacity + ", must be at least 0");
    }
    return new MemoryChannel<>(capacity);
  }

  /**
   * A channel whose senders never wait. A sender that is faster than its receivers fills the
   * memory.
   *
   * @param <T> the type of the items
   * @return a channel with one sending and one receiving end
   */
  public static <T extends @Nullable Object> MemoryChannel<T> unbounded() {
    return new MemoryChannel<>(Integer.MAX_VALUE);
  }

  /**
   * The first sending end.
   *
   * @return always the same
   */
  public SendChannel<T> sender() {
    return sender;
  }

  /**
   * The first receiving end.
   *
   * @return always the same
   */
  public ReceiveChannel<T> receiver() {
    return receiver;
  }

  @Override
  public String toString() {
    return "MemoryChannel[" + core.statistics() + "]";
  }
}

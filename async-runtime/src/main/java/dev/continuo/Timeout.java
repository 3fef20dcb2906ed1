package dev.continuo;

import org.jspecify.annotations.Nullable;

/**
 * A time limit for a block of an {@code @Async} method; asyncio's {@code Timeout}. Made, and
 * entered at once, by {@link Continuo#timeout} and {@link Continuo#timeoutAt}.
 *
 * <pre>{@code
 * try (var limit = timeout(ofSeconds(10))) {
 *   await(longOperation());
 *   limit.reschedule(EventLoop.running().time() + ofSeconds(5).toNanos());   // five more seconds
 *   await(anotherOperation());
 * } catch (DeadlineExceededException e) {
 *   System.out.println("timed out");
 * }
 * }</pre>
 *
 * <p>When the deadline passes, the task that entered the block is cancelled. The block may clean
 * up, which may await; when the {@link CancelledError} leaves the block, it becomes the cause of a
 * {@link DeadlineExceededException}. A block that swallows the error goes on, and ends as it ends.
 *
 * <p>Cancellation. If somebody else cancelled the task too, the CancelledError goes on as it is:
 * this holds for a limit around this one that passed at the same time, so of nested limits with
 * equal deadlines only the outer one throws, and for a {@code cancel} from outside.
 *
 * <p>Threads: everything here belongs to the loop's thread.
 */
public interface Timeout extends AsyncScope {

  /**
   * When the deadline passes.
   *
   * @return nanoseconds on the clock of {@link EventLoop#time}, or null for no limit
   */
  @Nullable Long when();

  /**
   * Moves the deadline, or removes it. A deadline that has passed cancels the task in the next
   * tick.
   *
   * @param when nanoseconds on the clock of {@link EventLoop#time}, or null for no limit
   * @throws IllegalStateException if the deadline has passed already or the block was left, or on a
   *     thread that is not the loop's
   */
  void reschedule(@Nullable Long when);

  /**
   * Whether the deadline passed before the block was left, whatever the block made of that.
   *
   * @return true from the moment when the task was cancelled
   */
  boolean expired();
}

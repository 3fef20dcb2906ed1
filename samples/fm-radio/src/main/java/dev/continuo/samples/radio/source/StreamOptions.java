package dev.continuo.samples.radio.source;

import java.time.Duration;
import java.util.function.Consumer;

/**
 * How samples get from the source to the one who uses them. Immutable; each method gives a changed
 * copy.
 *
 * @param policy what happens when they come faster than they are used
 * @param blockSamples how many samples a block has, 1 or more; the last one may have fewer
 * @param queuedBlocks how many blocks may wait, 1 or more
 * @param silence how long a source may send nothing before that is an error
 * @param reconnect what to do when the connection is lost
 * @param report gets a line for every connection lost and made again, on the loop's thread
 */
public record StreamOptions(
    LossPolicy policy,
    int blockSamples,
    int queuedBlocks,
    Duration silence,
    Reconnect reconnect,
    Consumer<String> report) {

  /**
   * For a live source: blocks of 16,384 samples (7 ms at 2.4 MS/s), of which 32 wait at most (a
   * fifth of a second); then the oldest goes. Five seconds of silence, or a lost connection, are an
   * error.
   */
  public static final StreamOptions LIVE =
      new StreamOptions(
          LossPolicy.DROP_OLDEST, 1 << 14, 32, Duration.ofSeconds(5), Reconnect.NEVER, line -> {});

  /** For a recording: nothing is lost, the file waits. */
  public static final StreamOptions RECORDED = LIVE.withPolicy(LossPolicy.SUSPEND);

  /**
   * Makes options.
   *
   * @param policy see above
   * @param blockSamples see above
   * @param queuedBlocks see above
   * @param silence see above
   * @param reconnect see above
   * @param report see above
   * @throws IllegalArgumentException if a number is less than 1
   */
  public StreamOptions {
    if (blockSamples < 1 || queuedBlocks < 1) {
      throw new IllegalArgumentException(
          queuedBlocks + " blocks of " + blockSamples + " samples: both must be at least 1");
    }
  }

  /**
   * Another policy.
   *
   * @param other what happens when the queue is full
   * @return a copy
   */
  public StreamOptions withPolicy(LossPolicy other) {
    return new StreamOptions(other, blockSamples, queuedBlocks, silence, reconnect, report);
  }

  /**
   * Another size of the queue.
   *
   * @param samples in a block
   * @param blocks that may wait
   * @return a copy
   */
  public StreamOptions withBlocks(int samples, int blocks) {
    return new StreamOptions(policy, samples, blocks, silence, reconnect, report);
  }

  /**
   * Another patience.
   *
   * @param longest how long nothing may come
   * @return a copy
   */
  public StreamOptions withSilence(Duration longest) {
    return new StreamOptions(policy, blockSamples, queuedBlocks, longest, reconnect, report);
  }

  /**
   * What to do when the connection is lost.
   *
   * @param again how often and when to try again
   * @param lines gets a line for every connection lost and made again
   * @return a copy
   */
  public StreamOptions withReconnect(Reconnect again, Consumer<String> lines) {
    return new StreamOptions(policy, blockSamples, queuedBlocks, silence, again, lines);
  }
}

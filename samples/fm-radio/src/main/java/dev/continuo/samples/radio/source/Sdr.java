package dev.continuo.samples.radio.source;

import static dev.continuo.Continuo.*;

import dev.continuo.AsyncCallable;
import dev.continuo.AsyncCloseable;
import dev.continuo.AsyncIterable;
import dev.continuo.AsyncIterator;
import dev.continuo.Coroutine;
import dev.continuo.DeadlineExceededException;
import dev.continuo.ReturnWhen;
import dev.continuo.StopAsyncIteration;
import dev.continuo.Task;
import dev.continuo.annotation.Async;
import dev.continuo.samples.radio.source.BlockQueue.Block;
import dev.continuo.sync.AsyncEvent;
import java.io.IOException;
import java.nio.file.Path;
import java.util.concurrent.CompletableFuture;
import org.jspecify.annotations.Nullable;

/**
 * A software-defined radio: a source of samples that is open, and the stream of what it receives.
 *
 * <pre>{@code
 * try (Sdr sdr = await(Sdr.openReceiver("localhost", 1234, settings, StreamOptions.LIVE))) {
 *   for (IqBlock block : each(sdr.stream())) {
 *     receiver.process(block.iq(), block.samples(), speaker);
 *   }
 * }
 * }</pre>
 *
 * <p>One task receives, at the pace of the source, and puts blocks into a queue of fixed size;
 * whoever iterates takes them from there, at its own pace. When the queue is full {@link
 * LossPolicy} decides; what is lost is counted, and the next block tells how much is missing before
 * it. A pair of I and Q is never split, however the network cuts the stream.
 *
 * <p>Used by one loop's thread.
 */
public final class Sdr implements AsyncCloseable {

  private final AsyncCallable<? extends SampleInput> opener;
  private final StreamOptions options;
  private final BlockQueue queue;
  private final float[] iq;
  private final AsyncEvent arrived = new AsyncEvent();
  private final AsyncEvent freed = new AsyncEvent();
  private SampleInput input;
  private @Nullable TunerSettings tuned;
  private @Nullable Task<?> receiving;
  private @Nullable Exception failure;
  private boolean ended;
  private boolean stopped;
  private boolean taking;
  private long taken;
  private int takenConnection;
  private long replaced;
  private int attempts;
  private int reconnects;
  private long waits;

  private Sdr(
      AsyncCallable<? extends SampleInput> opener, SampleInput input, StreamOptions options) {
    this.opener = opener;
    this.options = options;
    this.input = input;
    int blockBytes = Math.multiplyExact(options.blockSamples(), input.format().bytesPerSample());
    this.queue = new BlockQueue(options.queuedBlocks(), blockBytes, options.policy());
    this.iq = new float[2 * options.blockSamples()];
  }

  /**
   * Opens a source of any kind.
   *
   * @param opener opens it; called again for each attempt to connect again
   * @param options how the samples get here
   * @return a lazy coroutine of the radio
   * @throws Exception when it is awaited: what the opener throws
   */
  @Async
  public static Coroutine<Sdr> openSource(
      AsyncCallable<? extends SampleInput> opener, StreamOptions options) throws Exception {
    SampleInput input = await(opener.call());
    return value(of(opener, input, options));
  }

  /**
   * Opens a receiver behind an rtl_tcp server.
   *
   * @param host its name or address
   * @param port 1 to 65,535
   * @param settings what to tune to
   * @param options how the samples get here
   * @return a lazy coroutine of the radio
   * @throws IOException when it is awaited: as {@link RtlTcpClient#connect}
   */
  @Async
  public static Coroutine<Sdr> openReceiver(
      String host, int port, TunerSettings settings, StreamOptions options) throws IOException {
    RtlTcpClient input = await(RtlTcpClient.connect(host, port, settings));
    return value(of(() -> RtlTcpClient.connect(host, port, settings), input, options));
  }

  /**
   * Opens a recording.
   *
   * @param file as for {@link RecordingInfo#of}
   * @param hints what it does not tell itself
   * @param pace how fast it plays
   * @param options how the samples get here
   * @return a lazy coroutine of the radio
   * @throws IOException when it is awaited: as {@link RecordingInfo#of}
   */
  @Async
  public static Coroutine<Sdr> openRecording(
      Path file, RecordingInfo.Hints hints, Recording.Pace pace, StreamOptions options)
      throws IOException {
    Recording input = await(Recording.open(file, hints, pace));
    return value(of(() -> Recording.open(file, hints, pace), input, options));
  }

  private static <S extends SampleInput> Sdr of(
      AsyncCallable<S> opener, SampleInput input, StreamOptions options) {
    boolean made = false; // there may be no memory for so many blocks
    try {
      Sdr sdr = new Sdr(opener, input, options);
      made = true;
      return sdr;
    } finally {
      if (!made) {
        input.abort();
      }
    }
  }

  // ---- the consumer's side

  /**
   * The samples as they come, until the source ends or {@link #stop} is called. Receiving begins
   * when the first block is asked for, and goes on, and the queue fills, between one block and the
   * next.
   *
   * <p>A block is valid until the next one is asked for: its array is used again, so that a stream
   * of any length takes the same memory. Whoever keeps samples copies them.
   *
   * @return blocks of {@link StreamOptions#blockSamples} samples; only the last one of a connection
   *     may have fewer. It fails with {@link IOException} if the source does, after the last whole
   *     sample before
   */
  public AsyncIterable<IqBlock> stream() {
    return () ->
        new AsyncIterator<>() {
          @Override
          public Coroutine<IqBlock> next() {
            return nextBlock();
          }
        };
  }

  @Async
  private Coroutine<IqBlock> nextBlock() {
    if (taking) {
      throw new IllegalStateException("another task is waiting for a block of this stream");
    }
    taking = true;
    try {
      if (receiving == null && !stopped) {
        receiving = createTask(receive(), "receive from " + input);
      }
      while (queue.isEmpty() || stopped) {
        if (stopped) {
          throw new StopAsyncIteration();
        }
        if (ended) {
          Exception end = failure != null ? failure : new StopAsyncIteration();
          await(CompletableFuture.failedFuture(end)); // throws it, checked or not
        }
        arrived.clear();
        await(arrived.untilSet());
      }
      return value(decoded());
    } finally {
      taking = false;
    }
  }

  private IqBlock decoded() {
    Block block = queue.poll();
    int samples = block.samples;
    long index = block.index;
    replaced += input.format().decode(block.bytes.array(), samples, iq);
    queue.recycle(block);
    freed.set();
    long missing = index - taken;
    taken = index + samples;
    boolean reconnected = block.connection != takenConnection;
    takenConnection = block.connection;
    return new IqBlock(iq, samples, index, missing, reconnected);
  }

  // ---- the source's side

  /** Reads block after block; ends with the source, or when the stream is stopped. */
  @Async
  private Coroutine<Void> receive() {
    try {
      boolean more = true;
      while (more) {
        while (options.policy() == LossPolicy.SUSPEND && queue.isFull()) {
          waits++;
          freed.clear();
          await(freed.untilSet());
        }
        Block block = queue.blank();
        more = await(fill(block));
        int samples = block.bytes.position() / input.format().bytesPerSample();
        queue.offer(block, samples, reconnects);
        arrived.set();
        if (failure != null) {
          more = await(connectAgain(failure));
        }
      }
    } catch (Exception e) {
      failure = e;
    } finally {
      ended = true;
      arrived.set();
    }
    return done();
  }

  /** Fills a block; false if the source ended, or failed, before it was full. */
  @Async
  private Coroutine<Boolean> fill(Block block) {
    while (block.bytes.hasRemaining()) {
      try {
        int count = await(waitFor(input.read(block.bytes), options.silence()), IOException.class);
        if (count < 0) {
          return value(false);
        }
        attempts = 0;
      } catch (IOException | DeadlineExceededException e) {
        failure = e instanceof IOException ? e : silent(e);
        return value(false);
      }
    }
    return value(true);
  }

  private IOException silent(Exception cause) {
    long seconds = options.silence().toSeconds();
    return new IOException(input + " has sent nothing for " + seconds + " seconds", cause);
  }

  /** Whether there is a connection again. A server that takes calls and hangs up counts too. */
  @Async
  private Coroutine<Boolean> connectAgain(Exception reason) {
    input.abort();
    Exception latest = reason;
    while (attempts < options.reconnect().attempts()) {
      options.report().accept(latest.getMessage() + "; trying again");
      await(sleep(options.reconnect().before(attempts)));
      attempts++;
      try {
        input = await(opener.call());
        if (tuned != null) {
          await(input.tune(tuned));
        }
        failure = null;
        reconnects++;
        options.report().accept("connected again to " + input);
        return value(true);
      } catch (Exception e) {
        latest = e;
        failure = e;
        input.abort(); // it may be the new one, which was not told what to do
      }
    }
    return value(false);
  }

  // ---- control

  /**
   * Tunes to something else; blocks that wait, and samples on their way, still come first.
   *
   * @param settings what is wanted from now on, after a reconnection too
   * @return a coroutine, done when the source was told
   * @throws IOException when it is awaited: the source failed
   * @throws UnsupportedOperationException when it is awaited: the source is a recording
   */
  @Async
  public Coroutine<Void> tune(TunerSettings settings) throws IOException {
    await(input.tune(settings));
    tuned = settings;
    return done();
  }

  /**
   * Ends the stream at once: closes the source, drops what waits, and the loop over {@link #stream}
   * ends as if the source had. Twice does nothing.
   */
  public void stop() {
    stopped = true;
    queue.clear();
    input.abort();
    if (receiving != null) {
      receiving.cancel();
    }
    arrived.set();
  }

  /**
   * Stops, and waits until nothing is left of it: no task, no socket, no file.
   *
   * @return a lazy coroutine
   */
  @Override
  @Async
  public Coroutine<@Nullable Void> closeAsync() {
    stop();
    if (receiving != null) {
      await(waitUntil(ReturnWhen.ALL_COMPLETED, receiving));
    }
    await(input.closeAsync());
    return done();
  }

  // ---- numbers

  /**
   * The source as it was opened last.
   *
   * @return for its rate, format and name
   */
  public SampleInput source() {
    return input;
  }

  /**
   * How many samples came from the source.
   *
   * @return those lost and those that wait too
   */
  public long received() {
    return queue.received();
  }

  /**
   * How many samples were dropped because the queue was full: what {@link IqBlock#lost} adds up to,
   * once a block came after the gap.
   *
   * @return a number of samples; those that a lost connection cost are not known and not in it
   */
  public long lost() {
    return queue.lost();
  }

  /**
   * How often the source was not read for a while because the queue was full, with {@link
   * LossPolicy#SUSPEND}. A file just waits; a server that was made to wait may have dropped samples
   * itself, and cannot say so.
   *
   * @return 0 or more
   */
  public long waits() {
    return waits;
  }

  /**
   * How many blocks wait.
   *
   * @return 0 to {@link StreamOptions#queuedBlocks}
   */
  public int queued() {
    return queue.size();
  }

  /**
   * How many values of a recording were no usable numbers, and were replaced by 0.
   *
   * @return a number of values, two to the sample
   */
  public long replaced() {
    return replaced;
  }

  /**
   * How often the connection was made again.
   *
   * @return 0 or more
   */
  public int reconnects() {
    return reconnects;
  }
}

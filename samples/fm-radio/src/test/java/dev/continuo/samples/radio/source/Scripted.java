package dev.continuo.samples.radio.source;

import static dev.continuo.Continuo.*;

import dev.continuo.Coroutine;
import dev.continuo.annotation.Async;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A source whose every sample tells its number: I is the lower byte of it, Q the upper. It gives
 * pieces of bytes, each after a while, and then ends or fails.
 */
class Scripted implements SampleInput {

  private final ArrayDeque<Integer> pieces;
  private final Duration between;
  private final @Nullable IOException failure;
  private long position;
  private boolean closed;
  private int reading;

  Scripted(List<Integer> pieces, Duration between, @Nullable IOException failure) {
    this.pieces = new ArrayDeque<>(pieces);
    this.between = between;
    this.failure = failure;
  }

  static byte byteAt(long position) {
    long sample = position / 2;
    return (byte) (position % 2 == 0 ? sample : sample >> 8);
  }

  /** The number of the first sample of a block, modulo 65,536; checks that the others follow. */
  static int numberOf(IqBlock block) {
    int first = number(block, 0);
    for (int i = 1; i < block.samples(); i++) {
      if (number(block, i) != ((first + i) & 0xffff)) {
        throw new AssertionError(
            "sample " + i + " of " + block + " is " + number(block, i) + " after " + first);
      }
    }
    return first;
  }

  private static int number(IqBlock block, int sample) {
    return step(block.iq()[2 * sample]) | (step(block.iq()[2 * sample + 1]) << 8);
  }

  private static int step(float value) {
    return Math.round(value * 128 + 127.4f);
  }

  long position() {
    return position;
  }

  boolean isClosed() {
    return closed;
  }

  /** Whether a read is under way. */
  boolean isReading() {
    return reading > 0;
  }

  @Override
  @Async
  public Coroutine<Integer> read(ByteBuffer target) throws IOException {
    reading++;
    try {
      await(sleep(between));
    } finally {
      reading--;
    }
    if (closed) {
      throw new IOException("closed");
    }
    if (pieces.isEmpty()) {
      if (failure != null) {
        throw failure;
      }
      return value(-1);
    }
    int piece = pieces.remove();
    int count = Math.min(piece, target.remaining());
    if (count < piece) {
      pieces.addFirst(piece - count);
    }
    for (int i = 0; i < count; i++) {
      target.put(byteAt(position++));
    }
    return value(count);
  }

  @Override
  public SampleFormat format() {
    return SampleFormat.CU8;
  }

  @Override
  public int sampleRate() {
    return 1_000_000;
  }

  @Override
  public long frequency() {
    return 0;
  }

  @Override
  public Coroutine<@Nullable Void> tune(TunerSettings settings) throws IOException {
    return done();
  }

  @Override
  public void abort() {
    closed = true;
  }

  @Override
  @Async
  public Coroutine<@Nullable Void> closeAsync() {
    closed = true;
    return done();
  }

  @Override
  public String toString() {
    return "a script";
  }
}

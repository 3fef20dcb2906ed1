package dev.continuo.samples.radio.source;

import dev.continuo.AsyncCloseable;
import dev.continuo.Coroutine;
import java.io.IOException;
import java.nio.ByteBuffer;
import org.jspecify.annotations.Nullable;

/** An open source of samples, in bytes still: a receiver on the network, or a recording. */
public interface SampleInput extends AsyncCloseable {

  /**
   * What the bytes stand for.
   *
   * @return the format
   */
  SampleFormat format();

  /**
   * How fast the samples were taken.
   *
   * @return complex samples a second
   */
  int sampleRate();

  /**
   * The centre of the band.
   *
   * @return in Hz; 0 if a recording does not tell
   */
  long frequency();

  /**
   * Reads what is there, and waits if nothing is. A read may end within a sample.
   *
   * @param target where the bytes go, behind its position
   * @return a coroutine of the number of bytes; -1 at the end of a recording
   * @throws IOException when it is awaited: the source failed, or a server closed the connection
   */
  Coroutine<Integer> read(ByteBuffer target) throws IOException;

  /**
   * Tunes to something else; samples on their way still come first.
   *
   * @param settings what is wanted from now on
   * @return a coroutine, done when the source was told
   * @throws IOException when it is awaited: the source failed
   * @throws UnsupportedOperationException if this is a recording
   */
  Coroutine<@Nullable Void> tune(TunerSettings settings) throws IOException;

  /** Closes at once, without waiting for anything. */
  void abort();
}

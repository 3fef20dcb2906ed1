package dev.continuo.samples.radio.source;

import dev.continuo.samples.radio.source.RtlTcp.Command;
import java.io.IOException;

/**
 * What an {@link RtlTcpServer} serves: a receiver that only computes its samples, or a recording.
 * Used by one thread at a time, though not always the same one.
 */
public interface SampleProducer extends AutoCloseable {

  /**
   * How fast the samples would come from a real receiver.
   *
   * @return complex samples a second
   */
  int sampleRate();

  /**
   * Makes the next samples. May block, and takes its time: it is called on a worker thread.
   *
   * @param target gets I and Q in turn as unsigned bytes, from the first place on
   * @param samples how many pairs at most
   * @return how many there are; 0 at the end
   * @throws IOException if it reads a file, and that fails
   */
  int produce(byte[] target, int samples) throws IOException;

  /**
   * Forgets what clients asked for: there is a new one. What is on the air goes on; only the
   * settings are again those that it began with.
   */
  void reset();

  /**
   * Does what a client asks for. Quick: it is called on the loop's thread.
   *
   * @param command what to change
   * @param value its 32 bits
   * @return why it is refused; empty if it is done, or has no meaning here
   */
  String command(Command command, int value);

  @Override
  void close() throws IOException;
}

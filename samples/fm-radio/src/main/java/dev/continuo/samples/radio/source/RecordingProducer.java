package dev.continuo.samples.radio.source;

import dev.continuo.samples.radio.source.RtlTcp.Command;
import java.io.EOFException;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.StandardOpenOption;

/** A recording of any format as a receiver would send it: in unsigned bytes, again and again. */
public final class RecordingProducer implements SampleProducer {

  private final RecordingInfo info;
  private final FileChannel file;
  private final boolean again;
  private long next;

  /**
   * Opens a recording.
   *
   * @param info where its samples are
   * @param again whether it begins anew at its end
   * @throws IOException if the file cannot be opened
   */
  public RecordingProducer(RecordingInfo info, boolean again) throws IOException {
    this.info = info;
    this.again = again;
    this.file = FileChannel.open(info.data(), StandardOpenOption.READ);
  }

  @Override
  public int sampleRate() {
    return info.sampleRate();
  }

  @Override
  public int produce(byte[] target, int samples) throws IOException {
    if (next == info.samples() && again) {
      next = 0;
    }
    int count = (int) Math.min(samples, info.samples() - next);
    int size = info.format().bytesPerSample();
    ByteBuffer bytes = ByteBuffer.allocate(count * size);
    while (bytes.hasRemaining()) {
      if (file.read(bytes, info.offset() + next * size + bytes.position()) < 0) {
        throw new EOFException(info.data() + " became shorter while it was read");
      }
    }
    next += count;
    if (info.format() == SampleFormat.CU8) {
      System.arraycopy(bytes.array(), 0, target, 0, 2 * count);
    } else {
      float[] iq = new float[2 * count];
      info.format().decode(bytes.array(), count, iq);
      for (int i = 0; i < iq.length; i++) {
        target[i] = (byte) Math.max(0, Math.min(255, Math.round(iq[i] * 127.5f + 127.4f)));
      }
    }
    return count;
  }

  @Override
  public void reset() {} // there is nothing to set

  @Override
  public String command(Command command, int value) {
    return switch (command) {
      case SAMPLE_RATE ->
          value == info.sampleRate()
              ? ""
              : "the recording has " + info.sampleRate() + " samples a second";
      case FREQUENCY ->
          info.frequency() == 0 || (value & 0xffff_ffffL) == info.frequency()
              ? ""
              : "the recording is of " + info.frequency() + " Hz";
      default -> "";
    };
  }

  @Override
  public void close() throws IOException {
    file.close();
  }
}

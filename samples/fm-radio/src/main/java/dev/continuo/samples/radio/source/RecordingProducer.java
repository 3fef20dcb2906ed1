package dev.continuo.samples.radio.source;

import dev.continuo.samples.radio.source.RtlTcp.Command;
import java.io.EOFException;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.StandardOpenOption;

/** A recording of any format as a receiver would send it: in unsigned bytes, again and again. */
public final class RecordingProducer implements SampleProducer {

  private static final String UNKNOWN_CENTRE =
      "nobody knows the centre of the recording, which is sent as it is; tuning does nothing";

  private final RecordingInfo info;
  private final FileChannel file;
  private final boolean again;
  private long next;
  private boolean toldOfFrequency;

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
    int count = again ? samples : (int) Math.min(samples, info.samples() - next);
    byte[] bytes = read(count * info.format().bytesPerSample());
    if (info.format() == SampleFormat.CU8) {
      System.arraycopy(bytes, 0, target, 0, 2 * count);
    } else {
      float[] iq = new float[2 * count];
      info.format().decode(bytes, count, iq);
      for (int i = 0; i < iq.length; i++) {
        target[i] = (byte) Math.max(0, Math.min(255, Math.round(iq[i] * 127.5f + 127.4f)));
      }
    }
    return count;
  }

  /** The next so many bytes; after the last one of the recording comes its first one. */
  private byte[] read(int count) throws IOException {
    int size = info.format().bytesPerSample();
    long period = info.samples() * size;
    byte[] all = new byte[count];
    int filled = 0;
    while (filled < Math.min(count, period)) {
      long from = (next * size + filled) % period;
      int piece = (int) Math.min(Math.min(count, period) - filled, period - from);
      ByteBuffer target = ByteBuffer.wrap(all, filled, piece);
      while (target.hasRemaining()) {
        int done = target.position() - filled;
        if (file.read(target, info.offset() + from + done) < 0) {
          throw new EOFException(info.data() + " became shorter while it was read");
        }
      }
      filled += piece;
    }
    for (; filled < count; filled++) { // a recording that is shorter than a block
      all[filled] = all[filled - (int) period];
    }
    next += count / size;
    if (again) {
      next %= info.samples();
    }
    return all;
  }

  @Override
  public void reset() { // there is nothing to set
    toldOfFrequency = false;
  }

  @Override
  public String command(Command command, int value) {
    return switch (command) {
      case SAMPLE_RATE ->
          value == info.sampleRate()
              ? ""
              : "the recording has " + info.sampleRate() + " samples a second";
      case FREQUENCY -> {
        if (info.frequency() == 0) {
          boolean first = !toldOfFrequency;
          toldOfFrequency = true;
          yield first ? UNKNOWN_CENTRE : "";
        }
        yield (value & 0xffff_ffffL) == info.frequency()
            ? ""
            : "the recording is of " + info.frequency() + " Hz";
      }
      default -> "";
    };
  }

  @Override
  public void close() throws IOException {
    file.close();
  }
}

package dev.continuo.samples.radio.sink;

import dev.continuo.samples.radio.file.WavHeader;
import dev.continuo.samples.radio.file.WholeFile;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;

/** A WAV file, which takes its place when it is finished, with the right size in its header. */
final class WavFile implements PcmTarget {

  private final Path name;
  private final WholeFile file;
  private final FileChannel out;
  private final int channels;
  private final int sampleRate;
  private long bytes;
  private boolean fails;

  WavFile(Path file, int channels, int sampleRate) throws IOException {
    this.name = file;
    this.channels = channels;
    this.sampleRate = sampleRate;
    this.file = new WholeFile(file);
    try {
      this.out = FileChannel.open(this.file.part(), StandardOpenOption.WRITE);
      put(ByteBuffer.wrap(header(0)), 0);
    } catch (IOException e) {
      this.file.close();
      throw e;
    }
  }

  private byte[] header(long size) {
    return WavHeader.bytes(WavHeader.Encoding.S16, channels, sampleRate, size);
  }

  private void put(ByteBuffer buffer, long at) throws IOException {
    long place = at;
    try {
      while (buffer.hasRemaining()) {
        place += out.write(buffer, place);
      }
    } catch (IOException e) {
      fails = true;
      throw new IOException(name + " cannot be written: " + e.getMessage(), e);
    }
  }

  @Override
  public void write(byte[] pcm, int count) throws IOException {
    if (bytes + count > WavHeader.MOST) {
      throw new IOException(name + " is full: WAV ends at 4 GiB; what was heard until now is kept");
    }
    put(ByteBuffer.wrap(pcm, 0, count), WavHeader.SIZE + bytes);
    bytes += count;
  }

  @Override
  public void finish() throws IOException {
    try (file) {
      try (out) {
        if (!fails) {
          put(ByteBuffer.wrap(header(bytes)), 0);
          out.force(true);
        }
      }
      if (bytes > 0 && !fails) { // if nothing was heard, or not all written, a file of before stays
        file.commit();
      }
    }
  }
}

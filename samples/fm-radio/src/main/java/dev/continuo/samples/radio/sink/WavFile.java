package dev.continuo.samples.radio.sink;

import dev.continuo.samples.radio.file.Reason;
import dev.continuo.samples.radio.file.WavHeader;
import dev.continuo.samples.radio.file.WholeFile;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.FileSystemException;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;

/**
 * A WAV file, which takes its place when it is finished, with the right size in its header. That
 * size is a number of 32 bits: at 4 GiB the file is full. It then holds all that was written until
 * then, and the write that has no place fails.
 */
final class WavFile implements PcmTarget {

  private final Path name;
  private final WholeFile file;
  private final FileChannel out;
  private final int channels;
  private final int sampleRate;
  private final long most;
  private long bytes;
  private boolean fails;

  /** A file of at most so many bytes of samples, which are not more than fit into a WAV file. */
  WavFile(Path file, int channels, int sampleRate, long most) throws IOException {
    this.name = file;
    this.channels = channels;
    this.sampleRate = sampleRate;
    long frame = 2L * channels;
    this.most = Math.min(most, WavHeader.MOST) / frame * frame;
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
      throw new IOException(name + " cannot be written: " + Reason.of(e), e);
    }
  }

  @Override
  public void write(byte[] pcm, int count) throws IOException {
    int fits = (int) Math.min(count, most - bytes);
    put(ByteBuffer.wrap(pcm, 0, fits), WavHeader.SIZE + bytes);
    bytes += fits;
    if (fits < count) {
      throw new IOException(
          "%s is full: no WAV file holds more than 4 GiB, %s of this sound; they are kept"
              .formatted(name, hours(most / 2 / channels / sampleRate)));
    }
  }

  private static String hours(long seconds) {
    return "%d:%02d:%02d hours".formatted(seconds / 3600, seconds / 60 % 60, seconds % 60);
  }

  @Override
  public void finish() throws IOException {
    try {
      close();
    } catch (FileSystemException e) {
      throw new IOException(name + " cannot be written: " + Reason.of(e), e);
    }
  }

  private void close() throws IOException {
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

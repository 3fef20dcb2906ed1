package dev.continuo.samples.radio.sink;

import java.io.IOException;
import javax.sound.sampled.AudioFormat;
import javax.sound.sampled.AudioSystem;
import javax.sound.sampled.LineUnavailableException;
import javax.sound.sampled.SourceDataLine;

/** The sound device; it takes what it has played, and keeps a fifth of a second. */
final class Speaker implements PcmTarget {

  private static final double KEPT_SECONDS = 0.2;

  private final SourceDataLine line;

  Speaker(int channels, int sampleRate) throws IOException {
    AudioFormat format = new AudioFormat(sampleRate, 16, channels, true, false);
    try {
      line = AudioSystem.getSourceDataLine(format);
      line.open(format, channels * 2 * (int) (KEPT_SECONDS * sampleRate));
    } catch (LineUnavailableException | IllegalArgumentException | SecurityException e) {
      throw new IOException(
          "there is no sound device that plays "
              + format
              + "; leave --play out, or pipe: --output - | aplay -t raw -f S16_LE -c 2 -r 48000",
          e);
    }
    line.start();
  }

  @Override
  public void write(byte[] pcm, int count) throws IOException {
    int written = line.write(pcm, 0, count);
    if (written < count) {
      throw new IOException("the sound device was closed");
    }
  }

  @Override
  public void finish() {
    line.drain();
    line.close();
  }
}

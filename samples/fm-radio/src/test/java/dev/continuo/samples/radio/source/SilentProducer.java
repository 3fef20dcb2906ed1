package dev.continuo.samples.radio.source;

import dev.continuo.samples.radio.source.RtlTcp.Command;
import java.io.IOException;

/** A producer of silence that counts what it is told. */
class SilentProducer implements SampleProducer {

  int commands;
  boolean closed;

  @Override
  public int sampleRate() {
    return 1_000_000;
  }

  @Override
  public int produce(byte[] target, int samples) throws IOException {
    return samples;
  }

  @Override
  public void reset() {}

  @Override
  public String command(Command command, int value) {
    commands++;
    return "";
  }

  @Override
  public void close() {
    closed = true;
  }
}

package dev.continuo.samples.radio.sink;

import java.io.IOException;

/** What takes bytes and may block; it is called on worker threads, one call after the other. */
interface PcmTarget {

  /** Writes the first bytes of an array. */
  void write(byte[] pcm, int count) throws IOException;

  /** Writes what is left to be written and closes; called once. */
  void finish() throws IOException;
}

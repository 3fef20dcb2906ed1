package dev.continuo.samples.radio.picture;

import dev.continuo.samples.radio.source.IqBlock;
import java.io.IOException;
import java.nio.file.Path;

/** A picture that collects what it shows. Used by one thread at a time. */
public interface Picture {

  /**
   * Looks at a block.
   *
   * @param block the samples; not kept
   */
  void add(IqBlock block);

  /**
   * Draws what was collected. Blocks while it writes.
   *
   * @param file gets a PNG, whole or not at all
   * @throws IOException if it cannot be written
   */
  void write(Path file) throws IOException;
}

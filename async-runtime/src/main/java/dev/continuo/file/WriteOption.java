package dev.continuo.file;

import java.nio.file.OpenOption;

/** How the methods of {@link AsyncFiles} write, beside {@link java.nio.file.StandardOpenOption}. */
public enum WriteOption implements OpenOption {

  /**
   * The new content appears as a whole or not at all: it is written to a file beside the target,
   * forced to the disk, and then takes the target's place. Readers see the old content or the new
   * one. Permissions are kept where the file system has POSIX ones; a symbolic link is followed.
   */
  ATOMIC
}

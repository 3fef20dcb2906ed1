package dev.continuo.file;

import java.nio.file.Path;

/**
 * Something that happened in a watched directory.
 *
 * @param kind what
 * @param path the file or directory: that of the watch with the names below it; for {@link
 *     Kind#OVERFLOW} the directory in which events were lost
 */
public record DirectoryEvent(Kind kind, Path path) {

  /** What can happen. */
  public enum Kind {
    /** It was made, or moved to here. */
    CREATED,
    /** It was written, or its times or permissions were changed: once or several times. */
    MODIFIED,
    /** It was deleted, or moved away. */
    DELETED,
    /** More happened than the system has kept: look at the directory. */
    OVERFLOW
  }
}

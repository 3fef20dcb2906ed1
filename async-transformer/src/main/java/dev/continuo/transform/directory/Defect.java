package dev.continuo.transform.directory;

import java.nio.file.Path;

/**
 * A class file on which the transformer itself failed; the user did nothing wrong.
 *
 * @param classFile the file, which was left untouched
 * @param cause what was thrown, usually a {@link dev.continuo.transform.TransformException}
 */
public record Defect(Path classFile, Throwable cause) {

  /**
   * The line that front ends print.
   *
   * @return file and message
   */
  public String format() {
    return classFile + ": defect of the transformer, please report it: " + cause;
  }
}

package dev.continuo.samples.radio.file;

import java.io.IOException;
import java.nio.file.AccessDeniedException;
import java.nio.file.FileSystemException;
import java.nio.file.NoSuchFileException;

/** Why something could not be done with a file, for a message that names the file itself. */
public final class Reason {

  private Reason() {}

  /**
   * The reason in words: of a {@link FileSystemException} the message is often the bare name of the
   * file.
   *
   * @param failure what was thrown
   * @return such as "there is no such file"
   */
  public static String of(IOException failure) {
    if (failure instanceof FileSystemException e) {
      if (e.getReason() != null) {
        return e.getReason();
      }
      return e instanceof NoSuchFileException
          ? "there is no such file"
          : e instanceof AccessDeniedException
              ? "it is not permitted"
              : e.getClass().getSimpleName();
    }
    String message = failure.getMessage();
    return message == null ? failure.getClass().getSimpleName() : message;
  }
}

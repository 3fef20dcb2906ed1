package dev.continuo.transform.directory;

import java.nio.file.AccessDeniedException;
import java.nio.file.FileSystemException;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;

/**
 * A file that could not be read or written as the transformation needs it.
 *
 * <pre>
 * target/classes/dev/example/Store.class: cannot be read (permission denied): make it readable, or delete it and compile again
 * </pre>
 *
 * @param file the file or directory
 * @param reason what is wrong
 * @param remedy what the user can do, an imperative phrase without a full stop
 */
public record FileProblem(Path file, String reason, String remedy) {

  static FileProblem unreadable(Path file, Exception cause) {
    return new FileProblem(
        file,
        "cannot be read (" + explain(cause) + ")",
        "make it readable, or delete it and compile again");
  }

  static FileProblem unwritable(Path file, Exception cause) {
    return new FileProblem(
        file,
        "cannot be written (" + explain(cause) + ")",
        "make the file and its directory writable, or build into another directory");
  }

  static FileProblem noDirectory(Path file) {
    return new FileProblem(
        file, "is a file, not a directory of classes", "unpack it, or name the output directory");
  }

  static FileProblem foreign(Path file, String host) {
    return new FileProblem(
        file,
        "is needed for a coroutine class of " + host + ", but is a class of its own",
        "rename that class, or delete the file if its source is gone");
  }

  static FileProblem clash(Path file, String first, String second) {
    return new FileProblem(
        file,
        "would hold a coroutine class of both " + first + " and " + second,
        "rename the method, or one of the classes");
  }

  static FileProblem missingCoroutine(Path host, Path coroutine) {
    return new FileProblem(
        host,
        "was transformed before, but its coroutine class " + coroutine.getFileName() + " is gone",
        "delete the class file and compile again");
  }

  /**
   * The line that front ends print.
   *
   * @return {@code file: reason: remedy}
   */
  public String format() {
    return file + ": " + reason + ": " + remedy;
  }

  /** The reason alone: the messages of the JDK's file exceptions are just the path. */
  private static String explain(Exception cause) {
    if (cause instanceof AccessDeniedException) {
      return "permission denied";
    }
    if (cause instanceof NoSuchFileException) {
      return "no such file or directory";
    }
    if (cause instanceof FileSystemException failure && failure.getReason() != null) {
      return failure.getReason();
    }
    return cause.toString();
  }
}

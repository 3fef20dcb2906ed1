package dev.continuo.process;

import java.io.File;
import java.lang.ProcessBuilder.Redirect;
import java.nio.file.Path;

/** Where a standard stream of a subprocess comes from or goes to: {@link ProcessOptions}. */
public final class Stdio {

  /** A pipe to this program: {@link AsyncProcess#stdin}, {@code stdout} and {@code stderr}. */
  public static final Stdio PIPE = new Stdio("pipe", Redirect.PIPE, Redirect.PIPE);

  /** The same stream as that of this program. */
  public static final Stdio INHERIT = new Stdio("inherit", Redirect.INHERIT, Redirect.INHERIT);

  /** Nothing to read; what is written is dropped. */
  public static final Stdio DISCARD =
      new Stdio(
          "discard",
          Redirect.from(new File(File.separatorChar == '\\' ? "NUL" : "/dev/null")),
          Redirect.DISCARD);

  /** For the standard error only: the same as the standard output. */
  public static final Stdio MERGED = new Stdio("merged", Redirect.PIPE, Redirect.PIPE);

  private final String text;
  final Redirect input;
  final Redirect output;

  private Stdio(String text, Redirect input, Redirect output) {
    this.text = text;
    this.input = input;
    this.output = output;
  }

  /**
   * A file to read.
   *
   * @param file which has to be there when the process starts
   * @return for the standard input
   */
  public static Stdio from(Path file) {
    Redirect redirect = Redirect.from(file.toFile());
    return new Stdio("from " + file, redirect, redirect);
  }

  /**
   * A file to write, which is made or emptied.
   *
   * @param file where to
   * @return for the standard output or error
   */
  public static Stdio to(Path file) {
    Redirect redirect = Redirect.to(file.toFile());
    return new Stdio("to " + file, redirect, redirect);
  }

  /**
   * A file to write at its end, which is made if it is not there.
   *
   * @param file where to
   * @return for the standard output or error
   */
  public static Stdio appendTo(Path file) {
    Redirect redirect = Redirect.appendTo(file.toFile());
    return new Stdio("append to " + file, redirect, redirect);
  }

  @Override
  public String toString() {
    return text;
  }
}

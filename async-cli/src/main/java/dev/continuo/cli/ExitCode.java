package dev.continuo.cli;

/** How the program ends; the worst that happened counts. */
final class ExitCode {

  static final int FINE = 0;

  /** Mistakes in the user's code; nothing was written for the inputs that have them. */
  static final int MISUSE = 1;

  /** Wrong arguments: picocli's number. */
  static final int USAGE = 2;

  /** Files that cannot be read, written or replaced, or signed jars. */
  static final int FILES = 3;

  /** A defect of the transformer. */
  static final int DEFECT = 4;

  private ExitCode() {}
}

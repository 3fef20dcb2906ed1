package dev.continuo.samples.streams;

import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;

/**
 * The arguments of a program. A mistake in them prints what is wrong and how it is right, and ends
 * the program with exit code 2.
 */
final class CommandLine {

  private final String usage;
  private final String[] args;

  /** Takes at most {@code most} arguments; {@code usage} names them. */
  CommandLine(String usage, int most, String... args) {
    this.usage = usage;
    this.args = args.clone();
    if (args.length > most) {
      throw fail("too many arguments: " + args.length);
    }
  }

  int size() {
    return args.length;
  }

  boolean has(int index) {
    return index < args.length;
  }

  String text(int index) {
    return args[index];
  }

  /** A number of at least {@code least}. */
  int number(int index, int least) {
    int number;
    try {
      number = Integer.parseInt(args[index]);
    } catch (NumberFormatException e) {
      throw fail("'" + args[index] + "' is not a whole number");
    }
    if (number < least) {
      throw fail("'" + args[index] + "' is too small: at least " + least);
    }
    return number;
  }

  /** A file that is there and can be read. */
  Path file(int index) {
    Path file;
    try {
      file = Path.of(args[index]);
    } catch (InvalidPathException e) {
      throw fail("'" + args[index] + "' is not the name of a file");
    }
    if (!Files.exists(file)) {
      throw fail("there is no file '" + args[index] + "'");
    }
    if (Files.isDirectory(file) || !Files.isReadable(file)) {
      throw fail("'" + args[index] + "' is not a file that can be read");
    }
    return file;
  }

  /** Ends the program; {@code throw} in front of the call tells javac so. */
  IllegalArgumentException fail(String message) {
    System.err.println(message);
    System.err.println("usage: ./sample streams/" + usage);
    System.exit(2);
    return new IllegalArgumentException(message);
  }
}

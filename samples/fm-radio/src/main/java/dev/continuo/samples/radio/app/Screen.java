package dev.continuo.samples.radio.app;

import java.io.PrintStream;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Lines at the end of a terminal that are drawn again and again, and messages that stay above them.
 * Where there is no terminal there are only the messages.
 *
 * <p>No line is as long as the terminal is wide. One that were would go on in the next row, and the
 * way back up would be counted wrong.
 */
final class Screen {

  /** What most terminals have, and none that has less would say so. */
  private static final int USUAL_WIDTH = 80;

  private static final int LEAST_WIDTH = 10;

  private static final String UP = "\u001b[%dA\r";
  private static final String CLEAR_BELOW = "\u001b[J";
  private static final String CLEAR_REST = "\u001b[K";
  private static final String BOLD = "\u001b[1m";
  private static final String PLAIN = "\u001b[0m";

  private final boolean terminal;
  private final int width;
  private int drawn;

  /** A terminal with so many columns, or none. */
  Screen(boolean terminal, int width) {
    this.terminal = terminal;
    this.width = Math.max(LEAST_WIDTH, width);
  }

  /** How wide the terminal is, by the variable COLUMNS. */
  static int width(@Nullable String columns) {
    try {
      int told = columns == null ? 0 : Integer.parseInt(columns.strip());
      return told > 0 ? told : USUAL_WIDTH;
    } catch (NumberFormatException e) {
      return USUAL_WIDTH;
    }
  }

  boolean isTerminal() {
    return terminal;
  }

  /** A message, which takes as many rows as it needs; what was drawn makes room for it. */
  void say(PrintStream out, String line) {
    out.print(back() + (drawn > 0 ? CLEAR_BELOW : ""));
    out.println(line);
    drawn = 0;
    out.flush();
  }

  /** Draws lines in the place of the last ones, the first one bold. */
  void show(PrintStream out, List<String> lines) {
    StringBuilder picture = new StringBuilder(back());
    for (int i = 0; i < lines.size(); i++) {
      String line = cut(lines.get(i), width - 1);
      picture.append(i == 0 ? BOLD + line + PLAIN : line).append(CLEAR_REST).append('\n');
    }
    picture.append(CLEAR_BELOW);
    out.print(picture);
    out.flush();
    drawn = lines.size();
  }

  private String back() {
    return drawn == 0 ? "" : UP.formatted(drawn);
  }

  /** A line of no more than so many characters, with three dots in place of its end. */
  static String cut(String line, int most) {
    return line.length() <= most ? line : line.substring(0, most - 1) + '…';
  }
}

package dev.continuo.coroutine;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * What a generated class says about its source, decoded.
 *
 * <pre>
 * dev.example.Hello        binary name of the host
 * sum                      the method, as the user wrote it
 * Hello.java               source file, empty if the class file does not name it
 * 12,14,17                 line of the method's first instruction, then of suspension points 1, 2, …; -1 unknown
 * a=a$arg,b=l0             names and fields of the variables spilled at suspension point 1
 *                          … at suspension point 2 (lines may be missing at the end)
 * </pre>
 *
 * @param hostClass binary name of the class that holds the method
 * @param method the name of the method as the user wrote it
 * @param sourceFile the source file, or an empty string
 * @param lines line numbers; index 0 is the method's start, index k suspension point k
 * @param variables for suspension point k, at index k - 1: pairs {@code name=field}
 */
public record FrameMetadata(
    String hostClass,
    String method,
    String sourceFile,
    List<Integer> lines,
    List<List<String>> variables) {

  private static final int HEADER_LINES = 4;

  /**
   * Decodes the string of a generated class.
   *
   * @param encoded the form drawn above
   * @return the metadata
   * @throws IllegalArgumentException if the string is not of that form
   */
  public static FrameMetadata parse(String encoded) {
    String[] parts = encoded.split("\n", -1);
    if (parts.length < HEADER_LINES || parts[0].isEmpty() || parts[1].isEmpty()) {
      throw new IllegalArgumentException(
          "metadata of a coroutine class needs host, method, file and lines: " + encoded);
    }
    List<Integer> lines = new ArrayList<>();
    for (String number : parts[HEADER_LINES - 1].split(",", -1)) {
      try {
        lines.add(Integer.valueOf(number));
      } catch (NumberFormatException e) {
        throw new IllegalArgumentException("not a line number: '" + number + "' in " + encoded, e);
      }
    }
    List<List<String>> variables = new ArrayList<>();
    for (String names : Arrays.asList(parts).subList(HEADER_LINES, parts.length)) {
      variables.add(names.isEmpty() ? List.of() : List.of(names.split(",", -1)));
    }
    return new FrameMetadata(
        parts[0], parts[1], parts[2], List.copyOf(lines), List.copyOf(variables));
  }

  /**
   * The trace element of a frame in a state.
   *
   * @param state the suspension point; anything below 1 means the method's start
   * @return the element, as if the method had been called by an ordinary call
   */
  public StackTraceElement at(int state) {
    int index = Math.max(state, 0);
    int line = index < lines.size() ? lines.get(index) : -1;
    return new StackTraceElement(hostClass, method, sourceFile.isEmpty() ? null : sourceFile, line);
  }
}

package dev.continuo.coroutine;

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
@SuppressWarnings("DoNotCallSuggester") // stubs
public record FrameMetadata(
    String hostClass,
    String method,
    String sourceFile,
    List<Integer> lines,
    List<List<String>> variables) {

  /**
   * Decodes the string of a generated class.
   *
   * @param encoded the form drawn above
   * @return the metadata
   * @throws IllegalArgumentException if the string is not of that form
   */
  public static FrameMetadata parse(String encoded) {
    throw new UnsupportedOperationException("helper R");
  }

  /**
   * The trace element of a frame in a state.
   *
   * @param state the suspension point; anything below 1 means the method's start
   * @return the element, as if the method had been called by an ordinary call
   */
  public StackTraceElement at(int state) {
    throw new UnsupportedOperationException("helper R");
  }
}

package dev.continuo.javac;

import dev.continuo.transform.Diagnostic;
import dev.continuo.transform.DiagnosticCode;
import java.util.Comparator;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Which place a diagnostic means, of those on its line.
 *
 * <pre>
 *  about a declaration  → the method around the line, or of any line if it has none, that is named
 *  about a close        → a call or reference named close; else the innermost try with resources
 *                         that ends on the line, or contains it
 *  about anything else  → the call, creation or reference on the line that the message names first;
 *                         else the first that calls what suspends; else the first
 *  nothing of that      → whatever starts first on the line
 * </pre>
 */
final class SpotChoice {

  private static final Set<DiagnosticCode> ABOUT_DECLARATIONS =
      EnumSet.of(
          DiagnosticCode.NATIVE_METHOD,
          DiagnosticCode.UNSUPPORTED_RETURN_TYPE,
          DiagnosticCode.SYNCHRONIZED_RAMP,
          DiagnosticCode.TRANSACTION_RAMP);
  private static final Set<DiagnosticCode> ABOUT_CLOSES =
      EnumSet.of(
          DiagnosticCode.CLOSE_OUTSIDE_ASYNC,
          DiagnosticCode.SCOPE_SHAPE,
          DiagnosticCode.CLOSE_BY_LIBRARY);
  private static final Set<String> SUSPENDING = Set.of("await", "emit", "emitAll", "each");
  private static final Pattern WORD = Pattern.compile("[\\p{javaJavaIdentifierPart}]+");

  private SpotChoice() {}

  /** The place, or null if there is nothing on that line. */
  static @Nullable Spot of(Diagnostic diagnostic, List<Spot> spots) {
    Optional<Spot> chosen = Optional.empty();
    if (ABOUT_DECLARATIONS.contains(diagnostic.code())) {
      chosen = declaration(diagnostic, spots);
    } else if (ABOUT_CLOSES.contains(diagnostic.code())) {
      chosen = close(diagnostic, spots);
    }
    return chosen
        .or(() -> call(diagnostic, spots))
        .or(() -> spots.stream().filter(s -> s.firstLine() == diagnostic.line()).findFirst())
        .orElse(null);
  }

  private static Optional<Spot> declaration(Diagnostic diagnostic, List<Spot> spots) {
    // The line is that of the first instruction, and a native method has none.
    return spots.stream()
        .filter(spot -> spot.kind() == Spot.Kind.DECLARATION)
        .filter(spot -> mention(diagnostic, spot) < Integer.MAX_VALUE)
        .filter(spot -> diagnostic.line() <= 0 || spot.covers(diagnostic.line()))
        .max(Comparator.comparingLong(Spot::start));
  }

  private static Optional<Spot> close(Diagnostic diagnostic, List<Spot> spots) {
    return candidates(diagnostic, spots)
        .filter(spot -> spot.name().equals("close"))
        .findFirst()
        .or(
            () ->
                spots.stream()
                    .filter(spot -> spot.kind() == Spot.Kind.RESOURCES)
                    .filter(spot -> spot.covers(diagnostic.line()))
                    .max(
                        Comparator.comparing((Spot s) -> s.line() == diagnostic.line())
                            .thenComparing(Spot::start)));
  }

  private static Optional<Spot> call(Diagnostic diagnostic, List<Spot> spots) {
    return candidates(diagnostic, spots)
        .min(
            Comparator.comparingInt((Spot spot) -> mention(diagnostic, spot))
                .thenComparing(spot -> !SUSPENDING.contains(spot.name()))
                .thenComparing(spot -> spot.line() != diagnostic.line())
                .thenComparing(Spot::start));
  }

  /** What the line may be of: a call has the line of its name, not that of its start. */
  private static Stream<Spot> candidates(Diagnostic diagnostic, List<Spot> spots) {
    return spots.stream()
        .filter(
            spot ->
                spot.kind() == Spot.Kind.CALL
                    || spot.kind() == Spot.Kind.CREATION
                    || spot.kind() == Spot.Kind.REFERENCE)
        .filter(spot -> spot.line() == diagnostic.line() || spot.firstLine() == diagnostic.line());
  }

  /** Where the message names the spot; the largest number if it does not. */
  private static int mention(Diagnostic diagnostic, Spot spot) {
    Matcher words = WORD.matcher(diagnostic.message());
    while (words.find()) {
      if (words.group().equals(spot.name())) {
        return words.start();
      }
    }
    return Integer.MAX_VALUE;
  }
}

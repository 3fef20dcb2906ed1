package dev.continuo.javac;

import dev.continuo.transform.Diagnostic;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import javax.tools.Diagnostic.Kind;
import javax.tools.JavaFileObject;
import org.jspecify.annotations.Nullable;

/**
 * Prints what the transformer found in class files, which know lines, at the calls in the sources,
 * which have columns. A source file is parsed again for that, and only if there is something to
 * print: the trees that javac has are no longer the user's program when classes are written.
 */
final class DiagnosticPrinter {

  private final Messages messages;
  private final Map<String, JavaFileObject> sources;
  private final Settings settings;
  private final Map<String, Optional<ParsedSource>> parsed = new HashMap<>();

  /**
   * @param sources by the path that diagnostics name them with
   */
  DiagnosticPrinter(Messages messages, Map<String, JavaFileObject> sources, Settings settings) {
    this.messages = messages;
    this.sources = sources;
    this.settings = settings;
  }

  void print(Diagnostic diagnostic) {
    ParsedSource source = source(diagnostic.source());
    Spot spot = source == null ? null : SpotChoice.of(diagnostic, source.spots());
    if (source == null || spot == null) {
      messages.print(kind(diagnostic), diagnostic.format());
    } else {
      messages.print(kind(diagnostic), diagnostic.text(), spot.place(), source.unit());
    }
  }

  private Kind kind(Diagnostic diagnostic) {
    if (!diagnostic.isError()) {
      return Kind.WARNING;
    }
    return settings.failOnMisuse() ? Kind.ERROR : Kind.MANDATORY_WARNING;
  }

  private @Nullable ParsedSource source(String path) {
    return parsed
        .computeIfAbsent(
            path, key -> Optional.ofNullable(sources.get(key)).flatMap(ParsedSource::of))
        .orElse(null);
  }
}

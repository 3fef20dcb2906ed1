package dev.continuo.transform.constructs;

import java.io.IOException;
import java.util.List;
import java.util.Locale;

/** What makes the transformed side of a comparison. */
public enum FrontEnd {
  /** The transformer itself, which is what the Maven plugin calls on files. */
  TRANSFORMER,
  /** async-javac, which compiles the sources again. */
  JAVAC,
  /** async-agent, while the classes are loaded. */
  AGENT,
  /** async-cli, a process of its own, on a jar or a directory of the class files. */
  CLI;

  /** That of {@code -Dfront.end=agent}; the transformer itself if nothing is said. */
  public static FrontEnd chosen() {
    return valueOf(System.getProperty("front.end", "transformer").toUpperCase(Locale.ROOT));
  }

  /** Whether it can stand behind a compiler. */
  boolean takes(Variant variant) {
    return switch (this) {
      case TRANSFORMER -> true;
      case JAVAC -> variant.compiler().isJavac();
      // what another agent does to the output is the same, whoever made it
      case AGENT, CLI -> variant.compiler() != Variant.Compiler.JACOCO_AGENT;
    };
  }

  /** The constructs of a variant, transformed. */
  TransformedClasses transform(CompiledConstructs constructs) throws IOException {
    return switch (this) {
      case TRANSFORMER -> constructs.transformed();
      case JAVAC ->
          new TransformedClasses(constructs, constructs.dumps(), constructs.byJavacFrontEnd());
      case AGENT -> TransformedClasses.whenLoaded(constructs, constructs.dumps());
      case CLI ->
          new TransformedClasses(
              constructs, constructs.dumps(), CliFrontEnd.jars(List.of(constructs)).get(0));
    };
  }
}

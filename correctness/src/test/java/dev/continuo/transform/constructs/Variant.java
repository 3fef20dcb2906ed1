package dev.continuo.transform.constructs;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * A compiler with the options that the construct sources are compiled with.
 *
 * @param name shown in the test's name, and the name of its output folder
 * @param compiler which compiler
 * @param release the language level and class file version
 * @param options further options
 * @param seeds how many mixtures of suspending and not suspending awaits are tried
 * @param cancels whether every await is cancelled too
 */
public record Variant(
    String name, Compiler compiler, int release, List<String> options, int seeds, boolean cancels) {

  /** Where class files come from. */
  public enum Compiler {
    JAVAC,
    ECJ,
    /** javac, then JaCoCo's offline instrumentation. */
    JACOCO,
    /** javac; what JaCoCo's agent does to every class that is loaded is done to the output. */
    JACOCO_AGENT,
    /** javac with Lombok's processor, for sources of their own. */
    LOMBOK,
    /** AspectJ's compiler and weaver, for sources of their own. */
    ASPECTJ,
    /** Kotlin's compiler, for sources of their own. */
    KOTLIN;

    /** Whether its class files come from javac with nothing behind it. */
    boolean isJavac() {
      return this == JAVAC || this == LOMBOK;
    }

    /** The folder of sources that only this compiler takes, or null. */
    @Nullable String ownSources() {
      return this == LOMBOK || this == ASPECTJ || this == KOTLIN
          ? name().toLowerCase(Locale.ROOT)
          : null;
    }
  }

  /** The variants that the running JDK can compile and load; its own language level first. */
  static List<Variant> available() {
    List<Variant> variants = new ArrayList<>();
    if (Runtime.version().feature() >= 25) {
      variants.add(thorough(Compiler.JAVAC, 25, "-g"));
      variants.add(thorough(Compiler.ECJ, 25, "-g"));
      variants.add(quick(Compiler.JAVAC, 17, "-g"));
    } else {
      variants.add(thorough(Compiler.JAVAC, 17, "-g", "-parameters"));
      variants.add(thorough(Compiler.ECJ, 17, "-g"));
      variants.add(quick(Compiler.JAVAC, 17, "-g:none"));
    }
    variants.add(quick(Compiler.JAVAC, 11, "-g:source,lines"));
    variants.add(quick(Compiler.JACOCO, 17, "-g"));
    variants.add(quick(Compiler.JACOCO_AGENT, 17, "-g"));
    variants.add(quick(Compiler.LOMBOK, 17, "-g"));
    variants.add(quick(Compiler.ASPECTJ, 17, "-g"));
    variants.add(quick(Compiler.KOTLIN, 17, "-java-parameters"));
    return variants;
  }

  private static Variant thorough(Compiler compiler, int release, String... options) {
    String name = compiler.name().toLowerCase(Locale.ROOT) + release;
    int seeds = compiler == Compiler.JAVAC ? 3 : 1;
    return new Variant(name, compiler, release, List.of(options), seeds, true);
  }

  private static Variant quick(Compiler compiler, int release, String option) {
    String name =
        compiler.name().toLowerCase(Locale.ROOT)
            + release
            + option.replace(":", "_").replace(",", "_");
    return new Variant(name, compiler, release, List.of(option), 1, false);
  }

  /** The same release for sources in Java that the compiler needs beside its own. */
  Variant withJavac() {
    return new Variant(name, Compiler.JAVAC, release, List.of("-g"), seeds, cancels);
  }
}

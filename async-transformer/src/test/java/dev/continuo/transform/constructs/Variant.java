package dev.continuo.transform.constructs;

import java.util.ArrayList;
import java.util.List;

/**
 * A compiler with the options that the construct sources are compiled with.
 *
 * @param name shown in the test's name, and the name of its output folder
 * @param compiler which compiler
 * @param release the language level and class file version
 * @param options further options
 * @param all whether every mode is run, or only the quick ones
 */
record Variant(String name, Compiler compiler, int release, List<String> options, boolean all) {

  /** Where class files come from. */
  enum Compiler {
    JAVAC,
    ECJ
  }

  /** The variants that the running JDK can compile and load. */
  static List<Variant> available() {
    int jdk = Runtime.version().feature();
    List<Variant> variants = new ArrayList<>();
    variants.add(javac(17, "-g", "-parameters"));
    variants.add(javac(17, "-g:none"));
    variants.add(javac(11, "-g:source,lines"));
    variants.add(ecj(17));
    if (jdk >= 25) {
      variants.add(javac(25, "-g"));
      variants.add(ecj(25));
    }
    return variants;
  }

  private static Variant javac(int release, String... options) {
    boolean withVariables = options[0].equals("-g");
    String name = "javac" + release + (withVariables ? "" : options[0].replace(':', '-'));
    return new Variant(name, Compiler.JAVAC, release, List.of(options), withVariables);
  }

  private static Variant ecj(int release) {
    return new Variant("ecj" + release, Compiler.ECJ, release, List.of("-g"), true);
  }
}

package dev.continuo.transform.constructs;

import java.nio.file.Path;

/** Where the tests of one JVM write to: several run at a time, and on several JDKs in turns. */
public final class TargetFolder {

  private static final Path ROOT =
      Path.of(
          "target",
          "jdk" + Runtime.version().feature(),
          "jvm" + System.getProperty("continuo.test.jvm.number", "1"));

  private TargetFolder() {}

  /** The folder for a kind of output, which may not be there yet. */
  public static Path of(String name) {
    return ROOT.resolve(name).toAbsolutePath();
  }
}

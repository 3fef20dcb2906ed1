package dev.continuo.transform.constructs;

import java.nio.file.Path;

/** Where the tests of this JVM write: others run beside it, in the same module. */
public final class OwnFolder {

  private OwnFolder() {}

  /** The folder {@code name} of this JVM, below {@code target}; it need not exist. */
  public static Path of(String name) {
    String jvm = System.getProperty("continuo.test.fork", "alone");
    return Path.of("target", name, "jdk" + Runtime.version().feature(), jvm).toAbsolutePath();
  }
}

package dev.continuo.agent;

/**
 * The classes of async-runtime. All of them mention Continuo, and none has anything to transform: a
 * look at each would be most of what the agent costs a program that runs one coroutine.
 */
final class RuntimeClasses {

  private static final String ROOT = "dev/continuo/";

  private RuntimeClasses() {}

  /** Whether a class is in a package of the runtime. */
  static boolean include(String internalName) {
    if (!internalName.startsWith(ROOT)) {
      return false;
    }
    int end = internalName.indexOf('/', ROOT.length());
    return end < 0
        || switch (internalName.substring(ROOT.length(), end)) {
          case "annotation", "coroutine", "file", "internal", "net", "process", "sync" -> true;
          default -> false;
        };
  }
}

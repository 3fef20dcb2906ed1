package dev.continuo.agent;

import org.jspecify.annotations.Nullable;

/** The standard error stream: the program's own logging may not be there yet. */
final class AgentLog {

  private AgentLog() {}

  static void print(String message) {
    print(message, null);
  }

  /** One message is printed as a whole, also when several threads load classes. */
  static void print(String message, @Nullable Throwable cause) {
    synchronized (System.err) {
      System.err.println("[async-agent] " + message);
      if (cause != null) {
        cause.printStackTrace(System.err);
      }
    }
  }
}

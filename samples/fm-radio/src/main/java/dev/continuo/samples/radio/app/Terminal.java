package dev.continuo.samples.radio.app;

import java.io.Console;
import java.lang.reflect.InvocationTargetException;

/** Whether a human looks at the output. */
final class Terminal {

  private Terminal() {}

  @SuppressWarnings("SystemConsoleNull") // what is below it is for Java 22
  static boolean isThere() {
    Console console = System.console();
    if (console == null) {
      return false;
    }
    try {
      // From Java 22 on there is a console always, and this method tells.
      return (Boolean) Console.class.getMethod("isTerminal").invoke(console);
    } catch (NoSuchMethodException e) {
      return true;
    } catch (IllegalAccessException | InvocationTargetException e) {
      return false;
    }
  }
}

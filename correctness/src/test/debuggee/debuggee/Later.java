package debuggee;

import dev.continuo.Continuo;
import dev.continuo.Coroutine;
import java.time.Duration;
import java.util.function.Supplier;

/**
 * What the programs await and how they start. A system property says which: "plain" runs them
 * untransformed against src/test/plain, "now" has every await complete at once, "later" has every
 * await suspend.
 */
final class Later {

  private static final String MODE = System.getProperty("debuggee.mode", "later");

  private Later() {}

  static <T> Coroutine<T> later(T result) {
    return MODE.equals("later")
        ? Continuo.sleep(Duration.ofNanos(1), result)
        : Continuo.value(result);
  }

  static void start(Supplier<? extends Coroutine<?>> main) {
    Coroutine<?> coroutine = main.get();
    if (!MODE.equals("plain")) {
      Continuo.run(coroutine);
    }
  }

  /** Somewhere for values to go. */
  static void use(Object... values) {}
}

package dev.continuo.samples.radio.sink;

import dev.continuo.samples.radio.file.Reason;
import java.io.IOException;
import java.time.Duration;
import java.util.Locale;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.function.Consumer;

/**
 * How sound is handed to somebody who may not take it: a pipe without a reader, a device that
 * hangs. A thread of its own writes, of which neither the loop nor the JVM wait for the end; and
 * whoever wants to close in a hurry waits no longer than {@link #PATIENCE}.
 *
 * @param name of the output, for messages
 * @param worker has one thread
 * @param report gets a line, on the loop's thread, if sound was not taken
 */
record Live(String name, ExecutorService worker, Consumer<String> report) {

  /** A reader that is alive takes what is left in a fraction of this. */
  static final Duration PATIENCE = Duration.ofSeconds(1);

  static Live named(String name, Consumer<String> report) {
    ExecutorService worker =
        Executors.newSingleThreadExecutor(
            work -> {
              Thread thread = new Thread(work, "sound to " + name);
              thread.setDaemon(true);
              return thread;
            });
    return new Live(name, worker, report);
  }

  String explain(IOException failure) {
    String reason = Reason.of(failure);
    return reason.contains(name) ? reason : name + " cannot be written: " + reason;
  }

  void notTaken(double seconds) {
    report.accept(
        String.format(
            Locale.ROOT,
            "%s took nothing for %d s: the last %.2f s of sound are lost",
            name,
            PATIENCE.toSeconds(),
            seconds));
  }
}

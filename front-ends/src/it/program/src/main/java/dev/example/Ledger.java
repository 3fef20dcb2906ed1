package dev.example;

import static dev.continuo.Continuo.await;
import static dev.continuo.Continuo.done;
import static dev.continuo.Continuo.sleep;

import dev.continuo.AsyncCloseable;
import dev.continuo.Coroutine;
import dev.continuo.annotation.Async;
import java.time.Duration;
import java.util.List;

/** A resource whose close has to wait. */
final class Ledger implements AsyncCloseable {

  private final String name;
  private final List<String> log;

  Ledger(String name, List<String> log) {
    this.name = name;
    this.log = log;
    log.add("open " + name);
  }

  @Async
  Coroutine<Void> write(String line) {
    await(sleep(Duration.ofMillis(1)));
    if (line.isEmpty()) {
      throw new IllegalStateException(name + ": empty line");
    }
    log.add(name + ": " + line);
    return done();
  }

  @Async
  @Override
  public Coroutine<Void> closeAsync() {
    await(sleep(Duration.ofMillis(1)));
    log.add("close " + name);
    return done();
  }
}

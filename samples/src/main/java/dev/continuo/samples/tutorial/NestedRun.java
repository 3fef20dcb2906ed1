package dev.continuo.samples.tutorial;

import static dev.continuo.Continuo.*;
import static java.time.Duration.ofSeconds;

import dev.continuo.Coroutine;
import dev.continuo.EventLoop;
import dev.continuo.annotation.Async;

/**
 * Calling {@code run} while a loop runs is refused, unless it was opted in. Notebooks and JShell do
 * that, whose own loop runs all the time.
 *
 * <pre>
 * refused: run() cannot be called from a running event loop: await the coroutine instead, or see …
 * allowed: from the cell
 * </pre>
 */
class NestedRun {

  @Async
  static Coroutine<String> cell() {
    await(sleep(ofSeconds(1)));
    return value("from the cell");
  }

  @Async
  static Coroutine<Void> notebook() {
    try (Coroutine<String> refused = cell()) {
      System.out.println(run(refused));
    } catch (IllegalStateException e) {
      System.out.println("refused: " + e.getMessage());
    }

    EventLoop.running().allowNestedRun(true);
    System.out.println("allowed: " + run(cell()));
    return done();
  }

  public static void main(String[] args) {
    run(notebook());
  }
}

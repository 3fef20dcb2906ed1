package dev.continuo.samples.patterns;

import static dev.continuo.Continuo.*;
import static java.time.Duration.ofMillis;

import dev.continuo.Awaitable;
import dev.continuo.Coroutine;
import dev.continuo.EventLoop;
import dev.continuo.annotation.Async;
import java.io.IOException;
import java.util.List;

/**
 * Asks three mirrors: takes the first answer, or the first good one.
 *
 * <pre>
 * the first, whatever it is: java.io.IOException: mirror 2 is down, after 10 ms
 * the first good one: the file from mirror 3, after 20 ms
 * nobody else runs: true
 * </pre>
 *
 * <p>(On the clock of a test; a real one adds some milliseconds.)
 */
class FirstOfMany {

  @Async
  static Coroutine<String> mirror(int number, int millis) throws IOException {
    await(sleep(ofMillis(millis)));
    if (number == 2) {
      throw new IOException("mirror 2 is down");
    }
    return value("the file from mirror " + number);
  }

  static List<Coroutine<String>> mirrors() throws IOException {
    return List.of(mirror(1, 5_000), mirror(2, 10), mirror(3, 20));
  }

  /** The first one that does not fail; the others are cancelled when the group is left. */
  @Async
  static Coroutine<String> firstGood(List<Coroutine<String>> mirrors) throws IOException {
    IOException failure = new IOException("no mirror has it");
    var tasks = mirrors.stream().map(mirror -> createTask(mirror)).toList();
    try {
      for (Awaitable<String> next : asCompleted(tasks, null)) {
        try {
          return value(await(next, IOException.class));
        } catch (IOException e) {
          failure.addSuppressed(e);
        }
      }
      throw failure;
    } finally {
      tasks.forEach(task -> task.cancel());
      await(gatherOutcomes(tasks));
    }
  }

  private static String after(long start) {
    return ", after " + (EventLoop.running().time() - start) / 1_000_000 + " ms";
  }

  @Async
  static Coroutine<Void> main() throws IOException {
    long start = EventLoop.running().time();
    try {
      System.out.println(await(race(mirrors()), IOException.class));
    } catch (IOException e) {
      System.out.println("the first, whatever it is: " + e + after(start));
    }
    start = EventLoop.running().time();
    System.out.println("the first good one: " + await(firstGood(mirrors())) + after(start));
    System.out.println("nobody else runs: " + (allTasks().size() == 1));
    return done();
  }

  public static void main(String[] args) throws IOException {
    run(main());
  }
}

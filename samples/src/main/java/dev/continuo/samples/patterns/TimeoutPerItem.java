package dev.continuo.samples.patterns;

import static dev.continuo.Continuo.*;
import static java.time.Duration.ofMillis;
import static java.time.Duration.ofSeconds;

import dev.continuo.Coroutine;
import dev.continuo.annotation.Async;
import java.util.List;

/**
 * Asks many servers, each for a limited time, and all of it for a limited time.
 *
 * <pre>
 * alpha: 12 ms
 * beta: no answer
 * gamma: 80 ms
 * delta: no answer
 * </pre>
 *
 * <p>A server that is too slow is cancelled, and does not hold up the others.
 */
class TimeoutPerItem {

  record Server(String name, int millis) {}

  @Async
  static Coroutine<String> ask(Server server) {
    await(sleep(ofMillis(server.millis())));
    return value(server.millis() + " ms");
  }

  @Async
  static Coroutine<String> answer(Server server) {
    String answer = await(timeoutOrNull(ofMillis(100), () -> ask(server)));
    return value(server.name() + ": " + (answer != null ? answer : "no answer"));
  }

  @Async
  static Coroutine<Void> main() {
    List<Server> servers =
        List.of(
            new Server("alpha", 12),
            new Server("beta", 5_000),
            new Server("gamma", 80),
            new Server("delta", 101));
    List<String> answers =
        await(
            withTimeout(
                ofSeconds(1),
                () -> mapConcurrent(servers, servers.size(), TimeoutPerItem::answer)));
    answers.forEach(System.out::println);
    return done();
  }

  public static void main(String[] args) {
    run(main());
  }
}

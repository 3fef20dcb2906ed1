package dev.continuo.samples.tutorial;

import static dev.continuo.Continuo.*;

import dev.continuo.ContextVar;
import dev.continuo.Coroutine;
import dev.continuo.annotation.Async;
import java.util.List;

/**
 * Calls that block run on other threads. They would hold up the loop; {@code toThread} runs them
 * elsewhere and is awaited. Context variables go along.
 *
 * <pre>
 * the coroutine runs in the thread that called run: true
 * the blocking call runs in another one: true
 * the blocking call was made for ann
 * two blocking calls meet: [ping, pong]
 * </pre>
 *
 * <p>The two calls of the last line wait for each other, so they only end because they run at the
 * same time.
 */
class RunningInThreads {

  private static final ContextVar<String> USER = new ContextVar<>("user", "nobody");

  @Async
  static Coroutine<Void> main(Thread caller) {
    System.out.println(
        "the coroutine runs in the thread that called run: " + (Thread.currentThread() == caller));

    Thread other = await(toThread(() -> Thread.currentThread()));
    System.out.println("the blocking call runs in another one: " + (other != caller));

    USER.set("ann");
    System.out.println("the blocking call was made for " + await(toThread(() -> USER.get())));

    Meeting meeting = new Meeting();
    List<String> both =
        await(gather(toThread(() -> meeting.say("ping")), toThread(() -> meeting.say("pong"))));
    System.out.println("two blocking calls meet: " + both);
    return done();
  }

  public static void main(String[] args) {
    run(main(Thread.currentThread()));
  }
}

package dev.continuo.samples.tutorial;

import static dev.continuo.Continuo.*;
import static java.time.Duration.ofSeconds;

import dev.continuo.CancelledError;
import dev.continuo.Coroutine;
import dev.continuo.Task;
import dev.continuo.annotation.Async;

/**
 * What must not stop half-way is shielded from cancellation. Cancelling a task cancels what it
 * awaits, unless that is shielded.
 *
 * <pre>
 * unshielded: commit starts
 * unshielded: commit is cancelled
 * unshielded: the request is cancelled
 * shielded: commit starts
 * shielded: the request is cancelled
 * shielded: committed
 * </pre>
 *
 * <p>Each request is cancelled after one second; a commit takes two.
 */
class ShieldFromCancellation {

  @Async
  static Coroutine<Void> commit(String who) {
    System.out.println(who + ": commit starts");
    try {
      await(sleep(ofSeconds(2)));
    } catch (CancelledError e) {
      System.out.println(who + ": commit is cancelled");
      throw e;
    }
    System.out.println(who + ": committed");
    return done();
  }

  @Async
  static Coroutine<Void> cancelAfterOneSecond(String who, Task<Void> request) {
    await(sleep(ofSeconds(1)));
    request.cancel();
    try {
      await(request);
    } catch (CancelledError e) {
      System.out.println(who + ": the request is cancelled");
    }
    return done();
  }

  @Async
  static Coroutine<Void> unshieldedRequest(Task<Void> commit) {
    await(commit);
    return done();
  }

  @Async
  static Coroutine<Void> shieldedRequest(Task<Void> commit) {
    await(shield(commit));
    return done();
  }

  @Async
  static Coroutine<Void> main() {
    Task<Void> first = createTask(commit("unshielded"));
    await(cancelAfterOneSecond("unshielded", createTask(unshieldedRequest(first))));

    Task<Void> second = createTask(commit("shielded"));
    await(cancelAfterOneSecond("shielded", createTask(shieldedRequest(second))));
    await(second);
    return done();
  }

  public static void main(String[] args) {
    run(main());
  }
}

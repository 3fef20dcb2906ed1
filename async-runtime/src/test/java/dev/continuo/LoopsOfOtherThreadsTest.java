package dev.continuo;

import static dev.continuo.Continuo.runCoroutineThreadsafe;
import static dev.continuo.Continuo.sleep;
import static dev.continuo.Continuo.value;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicBoolean;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Several loops in one program, each on a thread of its own. */
@Timeout(120)
class LoopsOfOtherThreadsTest {

  private final EventLoop other = EventLoop.create();
  private final Thread thread = new Thread(other::runForever, "other loop");

  @AfterEach
  void end() throws InterruptedException {
    if (thread.isAlive()) {
      other.callSoonThreadsafe(other::stop);
      thread.join();
    }
    other.close();
  }

  private static @Nullable Object run(Script.Body main) {
    try (Runner runner = new Runner().handleShutdown(false)) {
      return runner.run(Script.of("main", main));
    }
  }

  @Test
  void aCoroutineOfAnotherLoopIsAwaited() {
    thread.start();
    Thread[] ran = new Thread[2];
    Object result =
        run(
            s ->
                s.await(
                    runCoroutineThreadsafe(
                        Script.of(
                            t ->
                                t.await(
                                    sleep(Duration.ofMillis(1)),
                                    v -> {
                                      ran[0] = Thread.currentThread();
                                      return "from there";
                                    })),
                        other),
                    v -> {
                      ran[1] = Thread.currentThread();
                      return v;
                    }));

    assertThat(result).isEqualTo("from there");
    assertThat(ran).containsExactly(thread, Thread.currentThread());
  }

  @Test
  void itsFailureArrivesAsItWas() {
    thread.start();
    IOException failure = new IOException("over there");
    Object result =
        run(
            s ->
                s.await(
                    runCoroutineThreadsafe(
                        Script.of(
                            t -> {
                              throw failure;
                            }),
                        other),
                    v -> v,
                    e -> e));

    assertThat(result).isSameAs(failure);
  }

  @Test
  void cancellingTheWaiterCancelsTheTaskOfTheOtherLoop() throws Exception {
    thread.start();
    AtomicBoolean cancelledThere = new AtomicBoolean();
    CompletableFuture<Void> begun = new CompletableFuture<>();
    CompletableFuture<Void> ended = new CompletableFuture<>();
    Script<Object> work =
        Script.of(
            t -> {
              begun.complete(null);
              return t.await(
                  sleep(Duration.ofDays(1)),
                  v -> v,
                  e -> {
                    cancelledThere.set(e instanceof CancelledError);
                    ended.complete(null);
                    throw e;
                  });
            });
    run(
        s -> {
          Task<Object> waiter =
              Continuo.createTask(
                  Script.of(t -> t.await(runCoroutineThreadsafe(work, other), v -> v)));
          return s.await(
              begun,
              v -> {
                waiter.cancel();
                return s.await(ended, w -> w);
              });
        });

    assertThat(cancelledThere).isTrue();
  }

  @Test
  void aLoopThatClosesDoesNotLeaveTheOtherWaiting() {
    Object result =
        run(
            s -> {
              CompletableFuture<Object> answer =
                  runCoroutineThreadsafe(
                      Script.of(t -> t.await(sleep(Duration.ofDays(1)), v -> v)), other);
              Continuo.createTask(
                  Script.of(
                      t ->
                          t.await(
                              sleep(Duration.ofMillis(5)),
                              v -> {
                                other.close();
                                return v;
                              })));
              return s.await(answer, v -> v, e -> e);
            });

    assertThat(result).isInstanceOf(java.util.concurrent.CancellationException.class);
  }

  @Test
  void aFutureOfAnotherLoopIsRefusedInAsyncioSWords() {
    List<String> messages = new ArrayList<>();
    AsyncFuture<Object> foreign = other.createFuture();
    run(
        s ->
            s.await(
                foreign,
                v -> v,
                e -> {
                  messages.add(e.getMessage());
                  return null;
                }));

    assertThat(messages)
        .singleElement()
        .asString()
        .startsWith("Task[Task-1, ")
        .endsWith(" got Future[pending] attached to a different loop");
  }

  @Test
  void aFutureOfAnotherLoopIsRefusedByGatherToo() {
    AsyncFuture<Object> foreign = other.createFuture();
    Object refused =
        run(
            s -> {
              try {
                return Continuo.gather(List.of(foreign));
              } catch (IllegalArgumentException e) {
                return e.getMessage();
              }
            });

    assertThat(refused)
        .isEqualTo(
            "The future belongs to a different loop than the one specified: Future[pending]");
  }

  @Test
  void itsCompletableFutureIsTheWayToAwaitIt() throws Exception {
    AsyncFuture<String> foreign = other.createFuture();
    CompletableFuture<String> view = foreign.toCompletableFuture();
    other.callSoon(() -> foreign.setResult("handed over"));
    thread.start();

    assertThat(run(s -> s.await(view, v -> v))).isEqualTo("handed over");
  }

  @Test
  void manyCallsGoBothWays() {
    thread.start();
    Object sum =
        run(
            s -> {
              EventLoop mine = EventLoop.running();
              List<CompletableFuture<Integer>> answers = new ArrayList<>();
              for (int i = 0; i < 500; i++) {
                int n = i;
                answers.add(
                    runCoroutineThreadsafe(
                        Script.of(t -> t.await(runCoroutineThreadsafe(value(n), mine), v -> v)),
                        other));
              }
              CompletableFuture<Void> all =
                  CompletableFuture.allOf(answers.toArray(new CompletableFuture<?>[0]));
              return s.await(all, v -> answers.stream().mapToInt(CompletableFuture::join).sum());
            });

    assertThat(sum).isEqualTo(500 * 499 / 2);
  }
}

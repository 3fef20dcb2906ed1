package dev.continuo.conformance;

import static dev.continuo.Continuo.*;
import static java.time.Duration.ofMillis;
import static java.time.Duration.ofSeconds;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.continuo.AsyncFuture;
import dev.continuo.AsyncGenerator;
import dev.continuo.Context;
import dev.continuo.ContextVar;
import dev.continuo.Coroutine;
import dev.continuo.EventLoop;
import dev.continuo.Generator;
import dev.continuo.Task;
import dev.continuo.TaskGroup;
import dev.continuo.annotation.Async;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Test;

/** Which context each piece of code runs in: contextvars and asyncio of CPython 3.13. */
class ContextRulesTest {

  private static final ContextVar<String> USER = new ContextVar<>("user", "nobody");

  private final List<String> log = new ArrayList<>();

  private void note(String who) {
    log.add(who + "=" + USER.get());
  }

  @Async
  private Coroutine<Void> change(String name) {
    note(name);
    await(yieldNow());
    USER.set(name);
    return done();
  }

  // ---- the same context

  @Test
  void whatIsAwaitedInATimeLimitIsPartOfTheCaller() {
    Programs.run(inTimeLimits());

    assertThat(log)
        .containsExactly(
            "waitFor=nobody",
            "withTimeout=waitFor",
            "timeoutOrNull=withTimeout",
            "after=timeoutOrNull");
  }

  @Async
  private Coroutine<Void> inTimeLimits() {
    await(waitFor(change("waitFor"), ofSeconds(1)));
    await(withTimeout(ofSeconds(1), () -> change("withTimeout")));
    await(timeoutOrNull(ofSeconds(1), () -> change("timeoutOrNull")));
    note("after");
    return done();
  }

  @Async
  private AsyncGenerator<String> users() {
    while (true) {
      await(yieldNow());
      emit(USER.get());
      USER.set("generator for " + USER.get());
    }
  }

  @Async
  private Coroutine<Void> consume(AsyncGenerator<String> source, String name) {
    USER.set(name);
    log.add(await(source.next()));
    note(name);
    return done();
  }

  @Test
  void aStepOfAnAsyncGeneratorRunsInTheContextOfWhoeverAsksForIt() {
    Programs.run(twoConsumers());

    assertThat(log)
        .containsExactly("a", "a=a", "generator for b", "b=generator for b", "main=nobody");
  }

  @Async
  private Coroutine<Void> twoConsumers() {
    try (AsyncGenerator<String> source = users()) {
      await(createTask(consume(source, "a")));
      await(createTask(consume(source, "b")));
    }
    note("main");
    return done();
  }

  @Async
  private Generator<String> names() {
    while (true) {
      emit(USER.get());
    }
  }

  @Test
  void soDoesAStepOfAGenerator() {
    Generator<String> source = names();
    Context other = Context.empty();
    other.run(() -> USER.set("ann"));

    assertThat(source.next()).isEqualTo("nobody");
    other.run(() -> log.add(source.next()));
    assertThat(log).containsExactly("ann");
    source.close();
  }

  // ---- a copy

  @Test
  void everythingThatBecomesATaskGetsACopy() {
    Programs.run(tasks());

    assertThat(log)
        .containsExactly(
            "createTask=main",
            "ensureFuture=main",
            "gather=main",
            "shield=main",
            "group=main",
            "main=main");
  }

  @Async
  private Coroutine<Void> tasks() {
    USER.set("main");
    await(createTask(change("createTask")));
    await(ensureFuture(change("ensureFuture")));
    await(gather(change("gather")));
    await(shield(change("shield")));
    try (TaskGroup group = taskGroup()) {
      group.createTask(change("group"));
    }
    note("main");
    return done();
  }

  @Test
  void aTaskOfAGroupMayBeGivenAContext() {
    Context given = Context.empty();
    Programs.run(groupWith(given));

    assertThat(log).containsExactly("given=nobody", "main=main");
    assertThat(given.get(USER)).isEqualTo("given");
  }

  @Async
  private Coroutine<Void> groupWith(Context given) {
    USER.set("main");
    try (TaskGroup group = taskGroup()) {
      group.createTask(change("given"), null, given);
    }
    note("main");
    return done();
  }

  @Test
  void anEagerTaskHasItsCopyFromTheStart() {
    Programs.run(eager());

    assertThat(log).containsExactly("body=main", "creator=main", "body=body", "creator=main");
  }

  @Async
  private Coroutine<Void> eager() {
    USER.set("main");
    Task<Void> task = EventLoop.running().createTask(eagerBody(), null, null, true);
    note("creator");
    await(task);
    note("creator");
    return done();
  }

  @Async
  private Coroutine<Void> eagerBody() {
    note("body");
    USER.set("body");
    await(yieldNow());
    note("body");
    return done();
  }

  @Async
  private CompletableFuture<Integer> completable() {
    note("body");
    USER.set("body");
    await(yieldNow());
    note("body");
    return value(1);
  }

  @Test
  void aMethodThatReturnsACompletableFutureCopiesAtTheCall() {
    Programs.run(callsCompletable());

    assertThat(log).containsExactly("body=main", "caller=main", "body=body", "caller=main");
  }

  @Async
  private Coroutine<Void> callsCompletable() {
    USER.set("main");
    CompletableFuture<Integer> future = completable();
    note("caller");
    await(future);
    note("caller");
    return done();
  }

  @Async
  private CompletableFuture<Integer> withoutLoop(CompletableFuture<Integer> gate) {
    note("body");
    USER.set("body");
    await(gate);
    note("body");
    return value(1);
  }

  @Test
  void soItDoesWithoutALoopWhateverThreadResumesIt() throws Exception {
    CompletableFuture<Integer> gate = new CompletableFuture<>();
    Context caller = Context.empty();
    caller.run(
        () -> {
          USER.set("caller");
          var unused = withoutLoop(gate);
          note("caller");
        });
    Thread completer =
        new Thread(
            () -> {
              USER.set("completer");
              gate.complete(1);
              note("completer");
            });
    completer.start();
    completer.join();

    assertThat(log)
        .containsExactly("body=caller", "caller=caller", "body=body", "completer=completer");
  }

  @Test
  void aTaskSubmittedByAnotherThreadCopiesTheContextOfThatThread() throws Exception {
    try (EventLoop loop = EventLoop.create()) {
      Context submitter = Context.empty();
      submitter.run(
          () -> {
            USER.set("submitter");
            var unused =
                runCoroutineThreadsafe(change("task"), loop).whenComplete((v, e) -> loop.stop());
            USER.set("later");
          });
      loop.runForever();
      assertThat(submitter.get(USER)).isEqualTo("later");
    }

    assertThat(log).containsExactly("task=submitter");
  }

  // ---- callbacks

  @Test
  void callbacksRunInACopyOrInTheContextThatTheyAreGiven() {
    Context given = Context.empty();
    Programs.run(schedule(given));

    assertThat(log)
        .containsExactlyInAnyOrder(
            "soon=scheduler",
            "threadsafe=scheduler",
            "later=scheduler",
            "at=scheduler",
            "done=scheduler",
            "soon=nobody",
            "later=given soon",
            "done=given soon",
            "end=main");
  }

  @Async
  private Coroutine<Void> schedule(Context given) {
    EventLoop loop = EventLoop.running();
    AsyncFuture<Integer> future = loop.createFuture();
    USER.set("scheduler");
    loop.callSoon(() -> note("soon"));
    loop.callSoonThreadsafe(() -> note("threadsafe"));
    loop.callLater(ofMillis(5), () -> note("later"));
    loop.callAt(loop.time() + 5, () -> note("at"));
    future.addDoneCallback(f -> note("done"));
    loop.callSoon(
        () -> {
          note("soon");
          USER.set("given soon");
        },
        given);
    loop.callLater(ofMillis(5), () -> note("later"), given);
    future.addDoneCallback(f -> note("done"), given);
    USER.set("main");
    await(yieldNow());
    future.setResult(1);
    await(sleep(ofMillis(10)));
    note("end");
    return done();
  }

  @Test
  void aCallbackThatIsAddedToADoneFutureCopiesWhenItIsAdded() {
    Programs.run(addLate());

    assertThat(log).containsExactly("done=adder");
  }

  @Async
  private Coroutine<Void> addLate() {
    AsyncFuture<Integer> future = EventLoop.running().createFuture();
    future.setResult(1);
    USER.set("adder");
    future.addDoneCallback(f -> note("done"));
    USER.set("main");
    await(yieldNow());
    await(yieldNow());
    return done();
  }

  // ---- failures that nobody is told

  @Test
  void theExceptionHandlerRunsInTheContextOfWhatFailed() {
    Programs.run(failures());

    assertThat(log).hasSize(2);
    assertThat(log.get(0)).startsWith("Exception in callback").endsWith("=callback");
    assertThat(log.get(1)).isEqualTo("Task doomed: exception was never retrieved=task");
  }

  @Async
  private Coroutine<Void> failures() {
    EventLoop loop = EventLoop.running();
    loop.setExceptionHandler((l, context) -> note(context.message()));
    createTask(fails(), "doomed");
    loop.callSoon(
        () -> {
          USER.set("callback");
          throw new IllegalStateException("callback");
        });
    await(sleep(ofMillis(1)));
    return done();
  }

  @Async
  private Coroutine<Void> fails() {
    USER.set("task");
    await(yieldNow());
    throw new IllegalStateException("task");
  }

  // ---- contexts and tokens

  @Test
  void aContextThatIsEnteredCannotBeEnteredAgainInsideWhateverItRuns() {
    Context entered = Context.empty();
    entered.run(() -> Programs.run(enterAgain(entered)));

    assertThat(log).containsExactly("refused");
  }

  @Async
  private Coroutine<Void> enterAgain(Context entered) {
    await(yieldNow());
    assertThatThrownBy(() -> entered.run(() -> log.add("entered")))
        .isInstanceOf(IllegalStateException.class)
        .hasMessageContaining("already entered");
    log.add("refused");
    return done();
  }

  @Test
  void aTaskCannotEnterItsOwnContextButItsCopy() {
    Programs.run(enterOwn());

    assertThat(log).containsExactly("copy=main", "main=main");
  }

  @Async
  private Coroutine<Void> enterOwn() {
    USER.set("main");
    Task<?> self = EventLoop.running().currentTask();
    assertThat(self).isNotNull();
    assertThatThrownBy(() -> self.context().run(() -> {})).hasMessageContaining("already entered");
    self.context()
        .copy()
        .run(
            () -> {
              note("copy");
              USER.set("copy");
            });
    note("main");
    return done();
  }

  @Test
  void aTokenOfATaskIsGoodAcrossItsAwaitsAndNowhereElse() {
    Programs.run(tokens());

    assertThat(log).containsExactly("callee=main", "main=nobody", "refused");
  }

  @Async
  private Coroutine<Void> tokens() {
    ContextVar.Token<String> token = USER.set("main");
    await(createTask(resetElsewhere(token)));
    await(resetHere(token));
    note("main");
    assertThatThrownBy(() -> USER.reset(token))
        .isInstanceOf(IllegalStateException.class)
        .hasMessageContaining("already been used once");
    // The use is looked at first, as in CPython.
    assertThatThrownBy(() -> Context.empty().run(() -> USER.reset(token)))
        .isInstanceOf(IllegalStateException.class);
    log.add("refused");
    return done();
  }

  @Async
  private Coroutine<Void> resetHere(ContextVar.Token<String> token) {
    await(yieldNow());
    note("callee");
    USER.reset(token);
    return done();
  }

  @Async
  private Coroutine<Void> resetElsewhere(ContextVar.Token<String> token) {
    await(yieldNow());
    assertThatThrownBy(() -> USER.reset(token))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("different Context");
    return done();
  }
}

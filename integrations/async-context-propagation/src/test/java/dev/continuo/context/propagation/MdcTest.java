package dev.continuo.context.propagation;

import static dev.continuo.Continuo.*;
import static java.time.Duration.ofMillis;
import static java.time.Duration.ofSeconds;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.continuo.AsyncFuture;
import dev.continuo.AsyncGenerator;
import dev.continuo.Context;
import dev.continuo.Coroutine;
import dev.continuo.EventLoop;
import dev.continuo.Runner;
import dev.continuo.Task;
import dev.continuo.annotation.Async;
import io.micrometer.context.ContextRegistry;
import io.micrometer.context.integration.Slf4jThreadLocalAccessor;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.slf4j.MDC;

/** SLF4J's MDC (Logback's) stays with the task that fills it. */
class MdcTest {

  private final List<String> log = new ArrayList<>();

  @BeforeEach
  void registerTheMdc() {
    ContextRegistry.getInstance().registerThreadLocalAccessor(new Slf4jThreadLocalAccessor());
    MDC.clear();
  }

  @AfterEach
  void cleanUp() {
    ContextRegistry.getInstance().removeThreadLocalAccessor(Slf4jThreadLocalAccessor.KEY);
    MDC.clear();
  }

  private void note(String what) {
    log.add(what + "=" + MDC.get("user"));
  }

  @Async
  private Coroutine<Void> worker(String user, int steps) {
    note("start of " + user);
    MDC.put("user", user);
    for (int i = 0; i < steps; i++) {
      await(sleep(ofMillis(10)));
      note(user);
    }
    return done();
  }

  @Test
  void theEntriesOfATaskStayWithItAcrossItsAwaits() {
    Programs.run(
        () -> {
          MDC.put("user", "main");
          await(gather(worker("ann", 2), worker("bob", 2)));
          note("main");
          return done();
        });

    assertThat(log)
        .containsExactly(
            "start of ann=main",
            "start of bob=main",
            "ann=ann",
            "bob=bob",
            "ann=ann",
            "bob=bob",
            "main=main");
    assertThat(MDC.get("user")).isNull();
  }

  @Test
  void aTaskStartsWithWhatItsCreatorHadWhenItCreatedIt() {
    Programs.run(
        () -> {
          MDC.put("user", "before");
          Task<Void> task = createTask(worker("worker", 1));
          MDC.put("user", "after");
          await(task);
          note("creator");
          return done();
        });

    assertThat(log).containsExactly("start of worker=before", "worker=worker", "creator=after");
  }

  @Test
  void theProgramStartsWithTheEntriesOfTheThreadAndGivesThemBackUnchanged() {
    MDC.put("user", "thread");
    Programs.run(
        () -> {
          note("main");
          MDC.put("user", "main");
          await(sleep(ofSeconds(1)));
          MDC.remove("user");
          await(sleep(ofSeconds(1)));
          note("main");
          return done();
        });

    assertThat(log).containsExactly("main=thread", "main=null");
    assertThat(MDC.get("user")).isEqualTo("thread");
  }

  @Test
  void aCoroutineThatIsAwaitedDirectlySharesThemWithItsCaller() {
    Programs.run(
        () -> {
          await(worker("callee", 1));
          note("caller");
          return done();
        });

    assertThat(log).containsExactly("start of callee=null", "callee=callee", "caller=callee");
  }

  @Async
  private AsyncGenerator<String> generator() {
    while (true) {
      await(sleep(ofMillis(1)));
      emit(String.valueOf(MDC.get("user")));
    }
  }

  @Async
  private Coroutine<String> next(AsyncGenerator<String> source, String user) {
    MDC.put("user", user);
    return value(await(source.next()));
  }

  @Test
  void aStepOfAGeneratorHasTheEntriesOfItsConsumer() {
    Programs.run(
        () -> {
          try (AsyncGenerator<String> source = generator()) {
            log.add(await(createTask(next(source, "first"))));
            log.add(await(createTask(next(source, "second"))));
          }
          return done();
        });

    assertThat(log).containsExactly("first", "second");
  }

  @Test
  void callbacksHaveTheEntriesOfTheCodeThatScheduledThem() {
    Programs.run(
        () -> {
          EventLoop loop = EventLoop.running();
          AsyncFuture<Integer> future = loop.createFuture();
          MDC.put("user", "ann");
          loop.callSoon(() -> note("soon"));
          loop.callLater(ofMillis(5), () -> note("later"));
          loop.callSoonThreadsafe(() -> note("threadsafe"));
          future.addDoneCallback(f -> note("done"));
          loop.callSoon(() -> MDC.put("user", "only in this callback"));
          MDC.put("user", "bob");
          future.setResult(1);
          await(sleep(ofMillis(10)));
          note("task");
          return done();
        });

    assertThat(log)
        .containsExactlyInAnyOrder(
            "soon=ann", "threadsafe=ann", "done=ann", "later=ann", "task=bob");
  }

  @Test
  void aBlockingCallHasThemOnItsThread() {
    Programs.run(
        () -> {
          MDC.put("user", "ann");
          String seen =
              await(
                  toThread(
                      () -> {
                        String before = MDC.get("user");
                        MDC.put("user", "thread");
                        return before;
                      }));
          log.add("in thread=" + seen);
          note("task");
          return done();
        });

    assertThat(log).containsExactly("in thread=ann", "task=ann");
  }

  @Test
  void aTaskThatAnotherThreadSubmitsHasTheEntriesOfThatThread() throws Exception {
    try (EventLoop loop = EventLoop.create()) {
      MDC.put("user", "submitter");
      CompletableFuture<Void> future = runCoroutineThreadsafe(worker("task", 1), loop);
      var stops = future.whenComplete((v, e) -> loop.stop());
      MDC.clear();
      loop.runForever();
      assertThat(stops).isCompleted();
    }

    assertThat(log).containsExactly("start of task=submitter", "task=task");
  }

  @Test
  void anEagerStartDoesNotChangeTheEntriesOfItsCreator() {
    Programs.run(
        () -> {
          MDC.put("user", "creator");
          Task<Void> task = EventLoop.running().createTask(worker("eager", 1), null, null, true);
          note("creator");
          await(task);
          note("creator");
          return done();
        });

    assertThat(log)
        .containsExactly(
            "start of eager=creator", "creator=creator", "eager=eager", "creator=creator");
  }

  @Async
  private CompletableFuture<Integer> withoutLoop(CompletableFuture<Integer> gate) {
    note("start");
    MDC.put("user", "body");
    await(gate);
    note("resumed");
    return value(1);
  }

  @Test
  void aMethodWithoutALoopKeepsThemWhereverItResumes() throws Exception {
    CompletableFuture<Integer> gate = new CompletableFuture<>();
    MDC.put("user", "caller");
    CompletableFuture<Integer> future = withoutLoop(gate);
    note("caller");
    Thread completer =
        new Thread(
            () -> {
              MDC.put("user", "completer");
              gate.complete(1);
              note("completer");
            });
    completer.start();
    completer.join();

    assertThat(future).isCompleted();
    assertThat(log)
        .containsExactly("start=caller", "caller=caller", "resumed=body", "completer=completer");
  }

  @Test
  void theyAreInContextsButAreNoContextVariables() {
    MDC.put("user", "copied");
    Context context = Context.copyOfCurrent();
    MDC.put("user", "now");

    context.run(() -> note("in the copy"));
    context.run(() -> MDC.put("user", "set in the copy"));
    context.run(() -> note("in the copy"));
    context.run(() -> Context.copyOfCurrent().run(() -> MDC.put("user", "lost")));
    context.run(() -> context.copy().run(() -> note("in its copy")));
    Context.empty().run(() -> note("in an empty one"));
    note("outside");

    assertThat(log)
        .containsExactly(
            "in the copy=copied",
            "in the copy=set in the copy",
            "in its copy=set in the copy",
            "in an empty one=null",
            "outside=now");
    assertThat(context.asMap()).isEmpty();
    assertThat(context).hasToString("Context{}");
  }

  @Test
  void theRunsOfARunnerShareThem() {
    try (Runner runner = Runner.virtualTime().handleShutdown(false)) {
      runner.run(worker("first", 0));
      runner.run(worker("second", 0));
    }

    assertThat(log).containsExactly("start of first=null", "start of second=first");
  }

  @Async
  private Coroutine<Void> failing(String user) {
    MDC.put("user", user);
    await(sleep(ofMillis(1)));
    throw new IllegalStateException(user);
  }

  @Test
  void theHandlerOfAFailureThatNobodyAskedForHasTheEntriesOfTheTask() {
    Programs.run(
        () -> {
          EventLoop loop = EventLoop.running();
          loop.setExceptionHandler((l, context) -> note(context.message()));
          Task<Void> task = createTask(failing("ann"), "doomed");
          await(waitUntilDone(task));
          loop.callSoon(
              () -> {
                MDC.put("user", "callback");
                throw new IllegalStateException("in a callback");
              });
          return done();
        });

    assertThat(log).hasSize(2);
    assertThat(log.get(0)).startsWith("Exception in callback").endsWith("=callback");
    assertThat(log.get(1)).isEqualTo("Task doomed: exception was never retrieved=ann");
  }

  @Async
  private Coroutine<Void> waitUntilDone(Task<?> task) {
    while (!task.done()) {
      await(sleep(ofMillis(1)));
    }
    return done();
  }

  @Test
  void aFailureOfTheBodyLeavesTheThreadAsItWas() {
    MDC.put("user", "thread");

    assertThatThrownBy(() -> Programs.run(() -> failing("ann"))).hasMessage("ann");
    note("thread");
    assertThat(log).containsExactly("thread=thread");
  }
}

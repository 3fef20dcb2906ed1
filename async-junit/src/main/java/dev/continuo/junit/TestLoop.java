package dev.continuo.junit;

import dev.continuo.AsyncFuture;
import dev.continuo.CancelledError;
import dev.continuo.Context;
import dev.continuo.EventLoop;
import dev.continuo.ExceptionContext;
import dev.continuo.Runner;
import dev.continuo.Task;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CopyOnWriteArrayList;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.extension.InvocationInterceptor.Invocation;
import org.opentest4j.AssertionFailedError;

/**
 * The loop of one test: of its {@code @BeforeEach} methods, the test method, and its
 * {@code @AfterEach} methods, one after another. Between them time stands still and what was
 * started waits.
 *
 * <p>A method is called in a callback of the loop. If it is {@code @Async}, all that the call does
 * is to make a task; the loop then runs until that task is done. Each method starts in the context
 * in which the one before ended, so that it sees its context variables.
 */
final class TestLoop {

  /** How many turns tasks have to end after a test that has nothing more to wait for. */
  private static final int LAST_TURNS = 100;

  private final Settings settings;
  private final Runner runner;
  private final List<ExceptionContext> reports = new ArrayList<>();
  private final List<String> forgotten = new CopyOnWriteArrayList<>();
  private final Set<AsyncFuture<?>> methods = new HashSet<>();
  private Context context;

  TestLoop(Settings settings) {
    this.settings = settings;
    this.runner = newRunner(settings).handleShutdown(false).onNeverAwaited(forgotten::add);
    this.context = runner.context();
    runner.loop().setExceptionHandler((loop, report) -> reports.add(report));
  }

  private static Runner newRunner(Settings settings) {
    if (settings.realTime()) {
      return new Runner();
    }
    Order order = settings.order();
    return order == null ? Runner.virtualTime() : Runner.virtualTime(order.seed());
  }

  EventLoop loop() {
    return runner.loop();
  }

  Settings settings() {
    return settings;
  }

  // A method

  /** What became of one method. */
  private static final class Call {
    final AsyncFuture<Boolean> end;
    @Nullable Throwable failure;

    Call(EventLoop loop) {
      this.end = loop.createFuture();
    }

    void ended(@Nullable Throwable failure) {
      if (!end.done()) {
        this.failure = failure;
        end.setResult(true);
      }
    }
  }

  /** Runs a method of the test, and the loop until the method's task is done. */
  void run(String name, Invocation<@Nullable Void> invocation) throws Throwable {
    EventLoop loop = runner.loop();
    Call call = new Call(loop);
    var unused = loop.callSoon(() -> start(name, invocation, call), context);
    RealTimeWatch watch = RealTimeWatch.start(loop, settings.limit());
    try {
      loop.runUntilComplete(call.end);
    } catch (CancelledError e) {
      call.failure = interrupted(name, e);
    } catch (Throwable t) {
      call.failure = t;
    }
    String late = watch.end();
    Throwable failure = late == null ? call.failure : tookTooLong(name, late, call);
    if (failure != null) {
      throw failure;
    }
  }

  /** Runs in the loop. */
  private void start(String name, Invocation<@Nullable Void> invocation, Call call) {
    EventLoop loop = runner.loop();
    Set<Task<?>> before = loop.allTasks();
    try {
      invocation.proceed();
    } catch (Throwable t) {
      call.ended(t);
      return;
    }
    for (Task<?> task : loop.allTasks()) {
      if (!before.contains(task)) {
        follow(task, name, call);
        return;
      }
    }
    call.ended(null); // the class was not transformed, and the method did not await
  }

  private void follow(Task<?> task, String name, Call call) {
    task.setName(name);
    methods.add(task);
    context = task.context();
    task.addDoneCallback(done -> call.ended(failureOf(done)));
  }

  private static @Nullable Throwable failureOf(AsyncFuture<?> done) {
    try {
      return done.exception();
    } catch (CancelledError e) {
      return e;
    }
  }

  private Throwable interrupted(String name, CancelledError cause) {
    return new AssertionFailedError(
        name + " was interrupted while it waited; its tasks:\n" + runner.loop().dump(), cause);
  }

  private AssertionFailedError tookTooLong(String name, String what, Call call) {
    AssertionFailedError failure =
        new AssertionFailedError(
            name + " took longer than " + settings.limit() + " of real time; " + what);
    if (call.failure != null && call.end.done()) { // else the loop was stopped, and says so
      failure.addSuppressed(call.failure);
    }
    return failure;
  }

  // The end

  /**
   * Ends what is left and closes the loop.
   *
   * @param passed whether the test did; if not, what it leaves behind is no news
   * @return what is wrong, or null
   */
  @Nullable AssertionFailedError end(boolean passed) {
    List<String> problems = new ArrayList<>();
    RealTimeWatch watch = RealTimeWatch.start(runner.loop(), settings.limit());
    String late;
    try (runner) {
      if (passed && !settings.mayLeaveTasks()) {
        checkTasks(problems);
      }
    } finally {
      late = watch.end();
    }
    if (late != null) {
      problems.add(
          "ending its tasks took longer than " + settings.limit() + " of real time; " + late);
    }
    reports.removeIf(report -> report.future() != null && methods.contains(report.future()));
    reports.forEach(report -> problems.add(text(report)));
    if (passed) {
      problems.addAll(forgotten);
    }
    return problems.isEmpty() ? null : failure(passed, problems);
  }

  private void checkTasks(List<String> problems) {
    EventLoop loop = runner.loop();
    for (int i = 0; i < LAST_TURNS && !loop.allTasks().isEmpty(); i++) {
      loop.stop();
      loop.runForever(); // one turn
    }
    Set<Task<?>> left = loop.allTasks();
    if (!left.isEmpty()) {
      problems.add(
          (left.size() == 1 ? "a task is" : left.size() + " tasks are")
              + " pending at the end of the test: await or cancel what a test starts, or say"
              + " @AllowPendingTasks\n"
              + loop.dump().strip());
    }
  }

  private static String text(ExceptionContext report) {
    return report.exception() == null
        ? report.message()
        : report.message() + ": " + report.exception();
  }

  private AssertionFailedError failure(boolean passed, List<String> problems) {
    AssertionFailedError failure =
        new AssertionFailedError(
            (passed ? "the test method passed, but " : "beside that, ")
                + String.join("\nand ", problems));
    for (ExceptionContext report : reports) {
      if (report.exception() != null) {
        failure.addSuppressed(report.exception());
      }
    }
    return failure;
  }
}

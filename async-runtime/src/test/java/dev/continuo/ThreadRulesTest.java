package dev.continuo;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** What a thread may not do to a loop that runs on another one. */
@Timeout(120)
class ThreadRulesTest {

  private static Map<String, Runnable> calls(EventLoop loop, Task<?> task) {
    AsyncFuture<String> future = loop.createFuture();
    Map<String, Runnable> calls = new LinkedHashMap<>();
    calls.put("callSoon", () -> loop.callSoon(() -> {}));
    calls.put("callLater", () -> loop.callLater(Duration.ZERO, () -> {}));
    calls.put("callAt", () -> loop.callAt(0, () -> {}));
    calls.put("stop", loop::stop);
    calls.put("createFuture", loop::createFuture);
    calls.put("createTask", () -> loop.createTask(Continuo.value(1)));
    calls.put("runInExecutor", () -> loop.runInExecutor(null, () -> 1));
    calls.put("setDefaultExecutor", () -> loop.setDefaultExecutor(Runnable::run));
    calls.put("setExceptionHandler", () -> loop.setExceptionHandler(null));
    calls.put("setDebug", () -> loop.setDebug(true));
    calls.put("setSlowCallbackDuration", () -> loop.setSlowCallbackDuration(Duration.ZERO));
    calls.put("allowNestedRun", () -> loop.allowNestedRun(true));
    calls.put("addSignalHandler", () -> loop.addSignalHandler("USR2", () -> {}));
    calls.put("removeSignalHandler", () -> loop.removeSignalHandler("USR2"));
    calls.put("registerMBean", () -> loop.registerMBean("foreign"));
    calls.put("allTasks", loop::allTasks);
    calls.put("setResult", () -> future.setResult("x"));
    calls.put("setException", () -> future.setException(new IllegalStateException()));
    calls.put("cancel", future::cancel);
    calls.put("addDoneCallback", () -> future.addDoneCallback(f -> {}));
    calls.put("removeDoneCallback", () -> future.removeDoneCallback(f -> {}));
    calls.put(
        "toCompletableFuture",
        () -> {
          var unused = future.toCompletableFuture();
        });
    calls.put("task.cancel", task::cancel);
    calls.put("task.uncancel", task::uncancel);
    return calls;
  }

  @Test
  void everyEntryButTheThreadsafeOnesIsRefused() {
    List<String> allowed = new ArrayList<>();
    List<String> messages = new ArrayList<>();
    try (Runner runner = new Runner().handleShutdown(false)) {
      runner.<Object>run(
          Script.of(
              s -> {
                Map<String, Runnable> calls = calls(EventLoop.running(), Programs.self());
                return s.await(
                    CompletableFuture.runAsync(
                        () ->
                            calls.forEach((name, call) -> attempt(name, call, allowed, messages))),
                    v -> v);
              }));
    }

    assertThat(allowed).isEmpty();
    assertThat(messages).isNotEmpty().allMatch(m -> m.contains("use callSoonThreadsafe"));
  }

  private static void attempt(
      String name, Runnable call, List<String> allowed, List<String> messages) {
    try {
      call.run();
      allowed.add(name);
    } catch (IllegalStateException e) {
      messages.add(e.getMessage());
    }
  }

  @Test
  void aLoopThatDoesNotRunMayBeSetUpByAnyThread() throws Exception {
    try (EventLoop loop = EventLoop.create()) {
      CompletableFuture.runAsync(
              () -> {
                loop.setDebug(true);
                loop.setExceptionHandler((l, c) -> {});
                loop.setSlowCallbackDuration(Duration.ofSeconds(1));
              })
          .get();

      assertThat(loop.isDebug()).isTrue();
    }
  }
}

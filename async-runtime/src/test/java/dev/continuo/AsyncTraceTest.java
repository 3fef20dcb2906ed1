package dev.continuo;

import static dev.continuo.Continuo.sleep;
import static dev.continuo.Continuo.yieldNow;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;

import dev.continuo.coroutine.Await;
import dev.continuo.coroutine.CoroutineFrame;
import dev.continuo.coroutine.Driver;
import dev.continuo.coroutine.Launch;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.CompletableFuture;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/**
 * What stack traces show. The frames and bodies below are named and shaped as the transformer names
 * and shapes them. The tests share them, which is why they stay in one file.
 */
class AsyncTraceTest {

  private static final String HOST = "dev.continuo.AsyncTraceTest";

  /** What {@code load} awaits before it fails, or null to fail at once. */
  private @Nullable Object loadAwaits;

  private @Nullable Throwable loadThrows;

  // class Store { @Async load() { check() / await(loadAwaits) } @Async sum() { await(load()) } … }

  private static class load$async extends CoroutineFrame<Object> {
    final AsyncTraceTest self;

    load$async(AsyncTraceTest self) {
      this.self = self;
    }

    @Override
    public @Nullable Object resume(Driver d) throws Throwable {
      return self.lambda$AsyncTraceTest$load$async(d, this);
    }

    @Override
    protected String metadata() {
      return HOST + "\nload\nAsyncTraceTest.java\n100,101";
    }
  }

  @SuppressWarnings("MemberName") // as the transformer names it
  private @Nullable Object lambda$AsyncTraceTest$load$async(Driver d, load$async f)
      throws Throwable {
    if (f.state == CoroutineFrame.STARTED && loadAwaits != null) {
      Object r = Await.begin(loadAwaits, d);
      if (r == Driver.CALL) {
        r = Await.callee(loadAwaits, d).resume(d);
        d.leave();
      }
      if (r == Driver.SUSPENDED) {
        d.suspended(f, 1);
        return r;
      }
    } else if (f.state > 0) {
      var unused = d.result();
    }
    return check();
  }

  private Object check() throws Throwable {
    if (loadThrows != null) {
      throw loadThrows;
    }
    throw new IOException("out of stock");
  }

  private static class Caller extends CoroutineFrame<Object> {
    final AsyncTraceTest self;
    final String method;
    final Object awaited;

    Caller(AsyncTraceTest self, String method, Object awaited) {
      this.self = self;
      this.method = method;
      this.awaited = awaited;
    }

    @Override
    public @Nullable Object resume(Driver d) throws Throwable {
      throw new AssertionError("overridden");
    }

    @Override
    protected String metadata() {
      return HOST + "\n" + method + "\nAsyncTraceTest.java\n200,201";
    }
  }

  private static final class sum$async extends Caller {
    sum$async(AsyncTraceTest self, Object awaited) {
      super(self, "sum", awaited);
    }

    @Override
    public @Nullable Object resume(Driver d) throws Throwable {
      return self.lambda$AsyncTraceTest$sum$async(d, this);
    }
  }

  private static final class main$async$2 extends Caller {
    main$async$2(AsyncTraceTest self, Object awaited) {
      super(self, "main", awaited);
    }

    @Override
    public @Nullable Object resume(Driver d) throws Throwable {
      return self.lambda$AsyncTraceTest$main$async$2(d, this);
    }
  }

  @SuppressWarnings("MemberName") // as the transformer names it
  private @Nullable Object lambda$AsyncTraceTest$sum$async(Driver d, Caller f) throws Throwable {
    return awaitIn(d, f);
  }

  @SuppressWarnings("MemberName") // as the transformer names it
  private @Nullable Object lambda$AsyncTraceTest$main$async$2(Driver d, Caller f) throws Throwable {
    return awaitIn(d, f);
  }

  private static @Nullable Object awaitIn(Driver d, Caller f) throws Throwable {
    if (f.state > 0) {
      return d.result();
    }
    Object r = Await.begin(f.awaited, d);
    if (r == Driver.CALL) {
      r = Await.callee(f.awaited, d).resume(d);
      d.leave();
    }
    if (r == Driver.SUSPENDED) {
      d.suspended(f, 1);
    }
    return r;
  }

  private Coroutine<Object> chain() {
    return new main$async$2(this, new sum$async(this, new load$async(this)));
  }

  private static List<String> shown(@Nullable Throwable t) {
    return Arrays.stream(Objects.requireNonNull(t).getStackTrace())
        .filter(e -> e.getClassName().startsWith("dev.continuo."))
        .map(e -> e.getClassName().substring("dev.continuo.".length()) + "." + e.getMethodName())
        .filter(e -> !e.endsWith(".awaitIn") && !e.startsWith("AsyncTraceTest.lambda$"))
        .toList();
  }

  private static Throwable failureOf(Coroutine<?> main) {
    return catchThrowable(() -> Programs.with(runner -> runner.run(main)));
  }

  @Test
  void nothingSuspendedShowsTheBodiesUnderTheNamesTheUserWrote() {
    Throwable t = failureOf(chain());

    assertThat(shown(t))
        .startsWith(
            "AsyncTraceTest.check",
            "AsyncTraceTest.load",
            "AsyncTraceTest.sum",
            "AsyncTraceTest.main",
            "Runner.run")
        .contains("AsyncTraceTest.failureOf");
    assertThat(shown(t)).noneMatch(e -> e.contains("internal") || e.contains("coroutine"));
  }

  @Test
  void afterASuspensionTheCallersComeFromTheirFrames() {
    loadAwaits = sleep(Duration.ofSeconds(1));
    Throwable t = failureOf(chain());

    assertThat(shown(t))
        .startsWith(
            "AsyncTraceTest.check",
            "AsyncTraceTest.load",
            "AsyncTraceTest.sum",
            "AsyncTraceTest.main",
            "Runner.run")
        .contains("AsyncTraceTest.failureOf");
    assertThat(t.getStackTrace()[2]).hasToString(HOST + ".sum(AsyncTraceTest.java:201)");
    assertThat(t.getStackTrace()[3]).hasToString(HOST + ".main(AsyncTraceTest.java:201)");
  }

  @Test
  void aFailureOfAFutureKeepsItsFramesAndGetsTheAwaitingChain() {
    IOException failure = new IOException("made elsewhere");
    StackTraceElement[] own = failure.getStackTrace();
    Throwable t =
        catchThrowable(
            () ->
                Programs.with(
                    runner -> {
                      AsyncFuture<Object> future = runner.loop().createFuture();
                      runner
                          .loop()
                          .callLater(Duration.ofSeconds(1), () -> future.setException(failure));
                      loadAwaits = future;
                      runner.run(chain());
                    }));

    assertThat(t).isSameAs(failure);
    assertThat(t.getStackTrace()).startsWith(own);
    assertThat(lastThree(t)).containsExactly("load:101", "sum:201", "main:201");
  }

  @Test
  void aFailureThatWasThereAlreadyGetsTheRunningChain() {
    IOException failure = new IOException("made elsewhere");
    StackTraceElement[] own = failure.getStackTrace();
    loadAwaits = CompletableFuture.failedFuture(failure);
    failureOf(chain());

    assertThat(failure.getStackTrace()).startsWith(own);
    assertThat(shown(failure))
        .endsWith("AsyncTraceTest.load", "AsyncTraceTest.sum", "AsyncTraceTest.main");
  }

  @Test
  void anExceptionOfAnotherThreadKeepsThatThreadsFrames() {
    loadAwaits =
        Continuo.toThread(
            () -> {
              throw new IOException("in a thread");
            });
    Throwable t = failureOf(chain());

    assertThat(t).hasMessage("in a thread");
    assertThat(shown(t)).noneMatch(e -> e.startsWith("internal"));
    assertThat(lastThree(t)).containsExactly("load:101", "sum:201", "main:201");
  }

  @Test
  void crossingTasksAppendsTheChainOfEach() {
    Throwable t =
        catchThrowable(
            () ->
                Programs.run(
                    s -> {
                      Task<Object> inner =
                          Continuo.createTask(new sum$async(this, new load$async(this)));
                      Task<Object> outer = Continuo.createTask(new main$async$2(this, inner));
                      return s.await(outer, v -> v);
                    }));

    List<String> methods =
        shown(t).stream().filter(e -> !e.contains("Programs") && !e.contains("Runner")).toList();
    assertThat(methods)
        .containsSubsequence(
            "AsyncTraceTest.check",
            "AsyncTraceTest.load",
            "AsyncTraceTest.sum",
            "AsyncTraceTest.main",
            "Script.main");
  }

  @Test
  void theSamePortionIsNeverAppendedTwice() {
    IOException failure = new IOException("shared");
    Programs.run(
        s -> {
          AsyncFuture<Object> failed = EventLoop.running().createFuture();
          failed.setException(failure);
          return again(s, failed, 5);
        });
    long chains =
        Arrays.stream(failure.getStackTrace())
            .filter(e -> e.getMethodName().equals("resume") && e.getClassName().endsWith("Script"))
            .count();

    assertThat(chains).isLessThanOrEqualTo(2);
  }

  private static Object again(Script<?> s, Object failed, int left) {
    return s.await(failed, v -> v, e -> left == 0 ? "end" : again(s, failed, left - 1));
  }

  @Test
  void whatIsCaughtAndThrownAgainLaterIsNotCompletedTwice() {
    loadAwaits = yieldNow();
    Throwable t =
        catchThrowable(
            () ->
                Programs.run(
                    s ->
                        s.await(
                            chain(),
                            v -> v,
                            e ->
                                s.await(
                                    yieldNow(),
                                    v ->
                                        s.await(
                                            Script.of(
                                                u -> {
                                                  throw e;
                                                }),
                                            w -> w)))));

    assertThat(shown(t).stream().filter("AsyncTraceTest.sum"::equals).count()).isEqualTo(1);
    assertThat(shown(t).stream().filter("AsyncTraceTest.main"::equals).count()).isEqualTo(1);
  }

  @Test
  void whatWaitsInAHandlerThatAwaitsShowsItsCallersOnce() {
    Throwable t = failureOf(new main$async$2(this, new mid$async(this)));

    assertThat(shown(t).subList(0, 4))
        .containsExactly(
            "AsyncTraceTest.check", "AsyncTraceTest.mid", "AsyncTraceTest.main", "Runner.run");
  }

  /** {@code mid() { try { check(); } finally { await(sleep(1 s)); } }}. */
  private static final class mid$async extends CoroutineFrame<Object> {
    final AsyncTraceTest self;
    private @Nullable Throwable pending;

    mid$async(AsyncTraceTest self) {
      this.self = self;
    }

    @Override
    public @Nullable Object resume(Driver d) throws Throwable {
      return self.lambda$AsyncTraceTest$mid$async(d, this);
    }

    @Override
    protected String metadata() {
      return HOST + "\nmid\nAsyncTraceTest.java\n300,301";
    }
  }

  @SuppressWarnings("MemberName") // as the transformer names it
  private @Nullable Object lambda$AsyncTraceTest$mid$async(Driver d, mid$async f) throws Throwable {
    if (f.state == CoroutineFrame.STARTED) {
      try {
        return check();
      } catch (Throwable t) {
        f.pending = t;
      }
      Coroutine<Void> sleep = sleep(Duration.ofSeconds(1));
      assertThat(Await.begin(sleep, d)).isSameAs(Driver.CALL);
      Object r = Await.callee(sleep, d).resume(d);
      d.leave();
      d.suspended(f, 1);
      return r;
    }
    var unused = d.result();
    throw Objects.requireNonNull(f.pending);
  }

  @Test
  void theTraceIsCompleteInAHandlerAlready() {
    List<String> seen = new ArrayList<>();
    loadAwaits = yieldNow();
    Programs.run(
        s ->
            s.await(
                new sum$async(this, new load$async(this)),
                v -> v,
                e -> {
                  seen.addAll(shown(e));
                  return null;
                }));

    assertThat(seen)
        .startsWith(
            "AsyncTraceTest.check", "AsyncTraceTest.load", "AsyncTraceTest.sum", "Script.main");
  }

  @Test
  void cancelledErrorShowsWhoWasAwaiting() {
    List<String> seen = new ArrayList<>();
    loadAwaits = sleep(Duration.ofDays(1));
    Programs.run(
        s -> {
          Task<Object> task = Continuo.createTask(chain());
          EventLoop.running().callLater(Duration.ofSeconds(1), task::cancel);
          return s.await(
              task,
              v -> v,
              e -> {
                seen.addAll(shown(e));
                return null;
              });
        });

    assertThat(seen).startsWith("AsyncTraceTest.load", "AsyncTraceTest.sum", "AsyncTraceTest.main");
  }

  @Test
  void exceptionsOfTheJvmItselfAreCompletedToo() {
    loadThrows = catchThrowable(() -> Integer.parseInt("x"));
    NumberFormatException made = (NumberFormatException) loadThrows;
    loadAwaits = yieldNow();
    Throwable t = failureOf(chain());

    assertThat(t).isSameAs(made);
    assertThat(t.getStackTrace()[0].getClassName()).startsWith("java.lang.");
    assertThat(shown(t)).endsWith("AsyncTraceTest.sum", "AsyncTraceTest.main");
  }

  @Test
  void anExceptionWithAnUnwritableStackIsLeftAlone() {
    loadThrows = new StopAsyncIteration();
    Throwable t = failureOf(chain());

    assertThat(t).isInstanceOf(StopAsyncIteration.class);
    assertThat(t.getStackTrace()).isEmpty();
  }

  @Test
  void anExceptionWhoseAccessorsFailIsDeliveredAllTheSame() {
    loadThrows = new Hostile();

    assertThat(failureOf(chain())).isInstanceOf(Hostile.class);
  }

  private static final class Hostile extends RuntimeException {
    private static final long serialVersionUID = 1L;

    @Override
    public StackTraceElement[] getStackTrace() {
      throw new IllegalStateException("hostile");
    }
  }

  @Test
  void withoutALoopItIsTheSame() {
    CompletableFuture<Object> stage = new CompletableFuture<>();
    loadAwaits = stage;
    main$async$2 main = new main$async$2(this, new sum$async(this, new load$async(this)));
    CompletableFuture<Object> future = Launch.completable(main);
    stage.complete("x");
    Throwable t = catchThrowable(future::join).getCause();

    assertThat(shown(t))
        .startsWith(
            "AsyncTraceTest.check",
            "AsyncTraceTest.load",
            "AsyncTraceTest.sum",
            "AsyncTraceTest.main");
    assertThat(shown(t)).noneMatch(e -> e.startsWith("internal") || e.startsWith("coroutine"));
  }

  private static List<String> lastThree(Throwable t) {
    List<StackTraceElement> all = Arrays.asList(t.getStackTrace());
    return all.subList(all.size() - 3, all.size()).stream()
        .map(e -> e.getMethodName() + ":" + e.getLineNumber())
        .toList();
  }
}

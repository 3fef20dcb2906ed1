package dev.continuo.internal;

import dev.continuo.Continuo;
import dev.continuo.Coroutine;
import java.util.concurrent.CompletableFuture;
import org.jspecify.annotations.Nullable;
import org.openjdk.jcstress.annotations.Actor;
import org.openjdk.jcstress.annotations.Arbiter;
import org.openjdk.jcstress.annotations.Expect;
import org.openjdk.jcstress.annotations.JCStressTest;
import org.openjdk.jcstress.annotations.Outcome;
import org.openjdk.jcstress.annotations.State;
import org.openjdk.jcstress.infra.results.LL_Result;
import org.openjdk.jcstress.infra.results.LZ_Result;
import org.openjdk.jcstress.infra.results.ZI_Result;

/** Calls from other threads while the loop runs or closes; a tick is one actor's turn. */
public class LoopRaces {

  static void tick(DefaultLoop loop) {
    loop.stop();
    loop.runForever();
  }

  static String end(CompletableFuture<?> future) {
    return !future.isDone() ? "pending" : future.isCancelled() ? "cancelled" : "value";
  }

  @JCStressTest
  @State
  @Outcome(id = "true, 1", expect = Expect.ACCEPTABLE, desc = "accepted, and runs")
  @Outcome(id = "false, 0", expect = Expect.ACCEPTABLE, desc = "refused")
  @Outcome(expect = Expect.FORBIDDEN, desc = "accepted and lost, or refused and run")
  public static class CallAndClose {
    private final DefaultLoop loop = DefaultLoop.onSystemClock();
    private int ran;

    @Actor
    public void call(ZI_Result r) {
      try {
        loop.callSoonThreadsafe(() -> ran++);
        r.r1 = true;
      } catch (IllegalStateException e) {
        r.r1 = false;
      }
    }

    @Actor
    public void close() {
      loop.close();
    }

    @Arbiter
    public void count(ZI_Result r) {
      r.r2 = ran;
    }
  }

  @JCStressTest
  @State
  @Outcome(id = "true, 1", expect = Expect.ACCEPTABLE, desc = "runs once, in this tick or the next")
  @Outcome(expect = Expect.FORBIDDEN, desc = "lost or twice")
  public static class CallAndTick {
    private final DefaultLoop loop = DefaultLoop.onSystemClock();
    private int ran;

    @Actor
    public void call(ZI_Result r) {
      loop.callSoonThreadsafe(() -> ran++);
      r.r1 = true;
    }

    @Actor
    public void turn() {
      tick(loop);
    }

    @Arbiter
    public void count(ZI_Result r) {
      tick(loop);
      tick(loop);
      r.r2 = ran;
    }
  }

  @JCStressTest
  @State
  @Outcome(id = "refused", expect = Expect.ACCEPTABLE, desc = "the loop was closed")
  @Outcome(id = "cancelled", expect = Expect.ACCEPTABLE, desc = "accepted, and told")
  @Outcome(expect = Expect.FORBIDDEN, desc = "would wait for ever")
  public static class SubmitAndClose {
    private final DefaultLoop loop = DefaultLoop.onSystemClock();
    private @Nullable CompletableFuture<Integer> future;

    @Actor
    public void submit() {
      try {
        future = Continuo.runCoroutineThreadsafe(Continuo.value(1), loop);
      } catch (IllegalStateException e) {
        future = null;
      }
    }

    @Actor
    public void close() {
      loop.close();
    }

    @Arbiter
    public void end(org.openjdk.jcstress.infra.results.L_Result r) {
      r.r1 = future == null ? "refused" : LoopRaces.end(future);
    }
  }

  /** Both see the same end, or the cancel came when the value was already there. */
  @JCStressTest
  @State
  @Outcome(id = "value, value", expect = Expect.ACCEPTABLE, desc = "the cancel came too late")
  @Outcome(id = "cancelled, cancelled", expect = Expect.ACCEPTABLE, desc = "in time")
  @Outcome(
      id = "cancelled, value",
      expect = Expect.ACCEPTABLE,
      desc = "the value was there, but the view had not been told")
  @Outcome(expect = Expect.FORBIDDEN, desc = "pending, or a value after a cancel")
  public static class BridgeCompletesAndIsCancelled {
    private final DefaultLoop loop = DefaultLoop.onSystemClock();
    private final LoopFuture<Integer> future = loop.newFuture();
    private final Bridge<Integer> bridge = Bridge.from(future);

    @Actor
    public void complete() {
      tick(loop);
      future.complete(1);
      tick(loop);
    }

    @Actor
    public void cancel() {
      bridge.cancel(true);
    }

    @Arbiter
    public void ends(LL_Result r) {
      tick(loop);
      tick(loop);
      r.r1 = end(bridge);
      r.r2 = !future.done() ? "pending" : future.cancelled() ? "cancelled" : "value";
    }
  }

  @JCStressTest
  @State
  @Outcome(id = "cancelled, true", expect = Expect.ACCEPTABLE, desc = "the cancel arrives")
  @Outcome(expect = Expect.FORBIDDEN, desc = "the future goes on, and nobody wants it")
  public static class BridgeIsConnectedAndCancelled {
    private final DefaultLoop loop = DefaultLoop.onSystemClock();
    private final LoopFuture<Integer> future = loop.newFuture();
    private final Bridge<Integer> bridge = Bridge.toBeConnected(loop);

    @Actor
    public void connect() {
      bridge.connect(future);
    }

    @Actor
    public void cancel() {
      bridge.cancel(true);
    }

    @Arbiter
    public void ends(LZ_Result r) {
      tick(loop);
      tick(loop);
      r.r1 = end(bridge);
      r.r2 = future.cancelled();
    }
  }

  /** A call in an executor ends while the loop gives it up. */
  @JCStressTest
  @State
  @Outcome(id = "value, 0", expect = Expect.ACCEPTABLE, desc = "it came in time")
  @Outcome(id = "cancelled, 0", expect = Expect.ACCEPTABLE, desc = "it came too late")
  @Outcome(expect = Expect.FORBIDDEN, desc = "pending, or the clock is held for ever")
  public static class ExecutorCallEndsAndIsCancelled {
    private final DefaultLoop loop = DefaultLoop.onVirtualClock();
    private final ExecutorFuture<Integer> future = new ExecutorFuture<>(loop, () -> 1);

    @Actor
    public void call() {
      future.run();
    }

    @Actor
    public void cancel() {
      tick(loop);
      future.cancel(null);
    }

    @Arbiter
    public void ends(org.openjdk.jcstress.infra.results.LI_Result r) {
      tick(loop);
      r.r1 = !future.done() ? "pending" : future.cancelled() ? "cancelled" : "value";
      r.r2 = loop.holds;
    }
  }

  /** A stage that a task of the loop awaits completes while the task is cancelled. */
  @JCStressTest
  @State
  @Outcome(id = "value, 0", expect = Expect.ACCEPTABLE, desc = "the value came first")
  @Outcome(id = "cancelled, 0", expect = Expect.ACCEPTABLE, desc = "the cancel came first")
  @Outcome(expect = Expect.FORBIDDEN, desc = "pending, or the clock is held for ever")
  public static class StageCompletesAndItsTaskIsCancelled {
    private final DefaultLoop loop = DefaultLoop.onVirtualClock();
    private final CompletableFuture<Integer> stage = new CompletableFuture<>();
    private final LoopTask<Integer> task;

    public StageCompletesAndItsTaskIsCancelled() {
      Coroutine<Integer> body = Bodies.awaits(stage);
      task = loop.createTask(body, "t", null, false);
      tick(loop);
    }

    @Actor
    public void complete() {
      stage.complete(1);
    }

    @Actor
    public void cancel() {
      tick(loop);
      tick(loop); // a value that came in the first wakes the task in the second
      task.cancel(null);
      tick(loop);
    }

    @Arbiter
    public void ends(org.openjdk.jcstress.infra.results.LI_Result r) {
      tick(loop);
      tick(loop);
      tick(loop);
      r.r1 = !task.done() ? "pending" : task.cancelled() ? "cancelled" : "value";
      r.r2 = loop.holds;
    }
  }

  /** A stage completes while the loop closes: who holds a view of its waiter is told. */
  @JCStressTest
  @State
  @Outcome(id = "value", expect = Expect.ACCEPTABLE, desc = "the tick saw it")
  @Outcome(id = "cancelled", expect = Expect.ACCEPTABLE, desc = "the loop closed first")
  @Outcome(expect = Expect.FORBIDDEN, desc = "would wait for ever")
  public static class StageCompletesAndTheLoopCloses {
    private final DefaultLoop loop = DefaultLoop.onSystemClock();
    private final CompletableFuture<Integer> stage = new CompletableFuture<>();
    private final Bridge<Integer> bridge = Bridge.from(StageFuture.subscribed(loop, stage));

    @Actor
    public void complete() {
      stage.complete(1);
    }

    @Actor
    public void close() {
      tick(loop);
      tick(loop);
      loop.close();
    }

    @Arbiter
    public void ends(org.openjdk.jcstress.infra.results.L_Result r) {
      r.r1 = end(bridge);
    }
  }
}

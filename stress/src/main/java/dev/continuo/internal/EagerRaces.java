package dev.continuo.internal;

import java.util.concurrent.CompletableFuture;
import org.jspecify.annotations.Nullable;
import org.openjdk.jcstress.annotations.Actor;
import org.openjdk.jcstress.annotations.Arbiter;
import org.openjdk.jcstress.annotations.Expect;
import org.openjdk.jcstress.annotations.JCStressTest;
import org.openjdk.jcstress.annotations.Outcome;
import org.openjdk.jcstress.annotations.State;
import org.openjdk.jcstress.infra.results.III_Result;
import org.openjdk.jcstress.infra.results.II_Result;
import org.openjdk.jcstress.infra.results.LI_Result;

/**
 * CompletableFuture methods without a loop: the thread that suspends hands the chain over to the
 * one that completes what it awaits, while a third may cancel.
 */
public class EagerRaces {

  @JCStressTest
  @State
  @Outcome(id = "2, 3", expect = Expect.ACCEPTABLE, desc = "each await is resumed once")
  @Outcome(expect = Expect.FORBIDDEN, desc = "lost, twice, or stale fields")
  public static class SuspendAndComplete {
    private final Bodies bodies = new Bodies();
    private final CompletableFuture<Integer> first = new CompletableFuture<>();
    private final CompletableFuture<Integer> second = new CompletableFuture<>();
    private @Nullable CompletableFuture<Integer> future;

    @Actor
    public void call() {
      future = bodies.sum(first, second);
    }

    @Actor
    public void complete() {
      first.complete(1);
      second.complete(2);
    }

    @Arbiter
    public void end(II_Result r) {
      r.r1 = bodies.resumed;
      r.r2 = future == null ? -1 : future.getNow(-2);
    }
  }

  @JCStressTest
  @State
  @Outcome(id = "2, 3", expect = Expect.ACCEPTABLE, desc = "each await is resumed once")
  @Outcome(expect = Expect.FORBIDDEN, desc = "lost, twice, or stale fields")
  public static class TwoThreadsComplete {
    private final Bodies bodies = new Bodies();
    private final CompletableFuture<Integer> first = new CompletableFuture<>();
    private final CompletableFuture<Integer> second = new CompletableFuture<>();
    private final CompletableFuture<Integer> future = bodies.sum(first, second);

    @Actor
    public void completeFirst() {
      first.complete(1);
    }

    @Actor
    public void completeSecond() {
      second.complete(2);
    }

    @Arbiter
    public void end(II_Result r) {
      r.r1 = bodies.resumed;
      r.r2 = future.getNow(-2);
    }
  }

  @JCStressTest
  @State
  @Outcome(id = "1, 0, 1", expect = Expect.ACCEPTABLE, desc = "the cancel came too late")
  @Outcome(id = "1, 1, 0", expect = Expect.ACCEPTABLE, desc = "delivered once")
  @Outcome(
      id = "1, 0, 0",
      expect = Expect.ACCEPTABLE,
      desc = "the future was cancelled when the body had no await left")
  @Outcome(expect = Expect.FORBIDDEN, desc = "not resumed, twice, or delivered after the end")
  public static class CompleteAndCancel {
    private final Bodies bodies = new Bodies();
    private final CompletableFuture<Integer> first = new CompletableFuture<>();
    private final CompletableFuture<Integer> future =
        bodies.counts(first, CompletableFuture.completedFuture(2));

    @Actor
    public void complete() {
      first.complete(1);
    }

    @Actor
    public void cancel() {
      future.cancel(true);
    }

    @Arbiter
    public void end(III_Result r) {
      r.r1 = bodies.resumed;
      r.r2 = bodies.cancelled;
      r.r3 = future.isCancelled() ? 0 : future.getNow(-2);
    }
  }

  /** The cancel comes while the chain moves from its first await to its second. */
  @JCStressTest
  @State
  @Outcome(id = "1, 1, 0", expect = Expect.ACCEPTABLE, desc = "delivered once, here or there")
  @Outcome(expect = Expect.FORBIDDEN, desc = "lost, twice, or the second stage goes on")
  public static class CompleteThenSuspendAndCancel {
    private final Bodies bodies = new Bodies();
    private final CompletableFuture<Integer> first = new CompletableFuture<>();
    private final CompletableFuture<Integer> second = new CompletableFuture<>();
    private final CompletableFuture<Integer> future = bodies.counts(first, second);

    @Actor
    public void complete() {
      first.complete(1);
    }

    @Actor
    public void cancel() {
      future.cancel(true);
    }

    @Arbiter
    public void end(III_Result r) {
      r.r1 = bodies.resumed;
      r.r2 = bodies.cancelled;
      r.r3 = future.isCancelled() ? 0 : future.getNow(-2);
    }
  }

  /** Two threads want to enter one context: one at a time, or one is refused. */
  @JCStressTest
  @State
  @Outcome(
      id = {"both, 2", "one, 1"},
      expect = Expect.ACCEPTABLE,
      desc = "one after the other, or one refused")
  @Outcome(expect = Expect.FORBIDDEN, desc = "both at the same time")
  public static class EnterAContext {
    private final BoundContext context = BoundContext.empty();
    private int inside;
    private boolean a;
    private boolean b;

    private boolean enter() {
      try {
        context.run(() -> inside++);
        return true;
      } catch (IllegalStateException e) {
        return false;
      }
    }

    @Actor
    public void a() {
      a = enter();
    }

    @Actor
    public void b() {
      b = enter();
    }

    @Arbiter
    public void end(LI_Result r) {
      r.r1 = a && b ? "both" : a || b ? "one" : "none";
      r.r2 = inside;
    }
  }
}

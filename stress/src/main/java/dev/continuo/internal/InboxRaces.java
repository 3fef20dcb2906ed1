package dev.continuo.internal;

import org.openjdk.jcstress.annotations.Actor;
import org.openjdk.jcstress.annotations.Arbiter;
import org.openjdk.jcstress.annotations.Expect;
import org.openjdk.jcstress.annotations.JCStressTest;
import org.openjdk.jcstress.annotations.Outcome;
import org.openjdk.jcstress.annotations.State;
import org.openjdk.jcstress.infra.results.IZ_Result;
import org.openjdk.jcstress.infra.results.ZI_Result;
import org.openjdk.jcstress.infra.results.ZZ_Result;

/** Other threads fill the inbox while the loop empties it, closes it, or goes to sleep. */
public class InboxRaces {

  private static PostedHandle handle() {
    return new PostedHandle(() -> {}, () -> {});
  }

  @JCStressTest
  @State
  @Outcome(id = "true, 1", expect = Expect.ACCEPTABLE, desc = "accepted, and among the rest")
  @Outcome(id = "false, 0", expect = Expect.ACCEPTABLE, desc = "refused")
  @Outcome(expect = Expect.FORBIDDEN, desc = "accepted and lost, or refused and there")
  public static class PushAndClose {
    private final Inbox inbox = new Inbox();
    private final ReadyQueue rest = new ReadyQueue();

    @Actor
    public void push(ZI_Result r) {
      r.r1 = inbox.push(handle());
    }

    @Actor
    public void close(ZI_Result r) {
      inbox.closeTo(rest);
      r.r2 = rest.size();
    }
  }

  @JCStressTest
  @State
  @Outcome(
      id = {"0, true", "1, true", "2, true"},
      expect = Expect.ACCEPTABLE,
      desc = "both come, in order")
  @Outcome(expect = Expect.FORBIDDEN, desc = "lost, twice, or out of order")
  public static class PushAndTake {
    private final Inbox inbox = new Inbox();
    private final ReadyQueue ready = new ReadyQueue();
    private final PostedHandle first = handle();
    private final PostedHandle second = handle();

    @Actor
    public void push() {
      inbox.push(first);
      inbox.push(second);
    }

    @Actor
    public void take(IZ_Result r) {
      inbox.drainTo(ready);
      r.r1 = ready.size();
    }

    @Arbiter
    public void rest(IZ_Result r) {
      inbox.drainTo(ready);
      r.r2 = ready.poll() == first && ready.poll() == second && ready.poll() == null;
    }
  }

  @JCStressTest
  @State
  @Outcome(id = "true, true", expect = Expect.ACCEPTABLE, desc = "both keep their order")
  @Outcome(expect = Expect.FORBIDDEN, desc = "lost, twice, or out of order")
  public static class TwoThreadsPush {
    private final Inbox inbox = new Inbox();
    private final PostedHandle[] ofA = {handle(), handle()};
    private final PostedHandle[] ofB = {handle(), handle()};

    @Actor
    public void a() {
      inbox.push(ofA[0]);
      inbox.push(ofA[1]);
    }

    @Actor
    public void b() {
      inbox.push(ofB[0]);
      inbox.push(ofB[1]);
    }

    @Arbiter
    public void order(ZZ_Result r) {
      ReadyQueue all = new ReadyQueue();
      inbox.drainTo(all);
      int a = 0;
      int b = 0;
      boolean right = all.size() == 4;
      for (Object next = all.poll(); next != null; next = all.poll()) {
        if (a < 2 && next == ofA[a]) {
          a++;
        } else if (b < 2 && next == ofB[b]) {
          b++;
        } else {
          right = false;
        }
      }
      r.r1 = right && a == 2;
      r.r2 = right && b == 2;
    }
  }

  /** A wake-up that is lost shows as a park that lasts until its limit. */
  @JCStressTest
  @State
  @Outcome(id = "true, false", expect = Expect.ACCEPTABLE, desc = "woken, or did not park")
  @Outcome(
      id = "false, false",
      expect = Expect.ACCEPTABLE,
      desc = "a permit was left of before: the loop parks again")
  @Outcome(expect = Expect.FORBIDDEN, desc = "the wake-up was lost")
  public static class PushAndPark {
    private static final long LIMIT = 4_000_000_000L;
    private final Inbox inbox = new Inbox();
    private final ThreadParker parker = new ThreadParker();

    @Actor
    public void push() {
      inbox.push(handle());
      parker.wake();
    }

    @Actor
    public void park(ZZ_Result r) {
      long start = System.nanoTime();
      parker.park(inbox, LIMIT);
      r.r1 = !inbox.isEmpty();
      r.r2 = System.nanoTime() - start >= LIMIT;
    }
  }
}

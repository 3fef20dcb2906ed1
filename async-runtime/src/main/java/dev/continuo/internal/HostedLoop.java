package dev.continuo.internal;

import dev.continuo.Awaitable;
import dev.continuo.CancelledError;
import dev.continuo.Context;
import dev.continuo.LoopHost;
import dev.continuo.Task;
import dev.continuo.TimerHandle;
import java.util.concurrent.CancellationException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;

/**
 * A loop that runs on the thread of a {@link LoopHost}: the ready queue, timers and tasks of the
 * default one, with turns that the host gives in place of a thread that sleeps.
 *
 * <pre>
 *            run, start                the host calls turn()
 *   OFF ───────────────────▶ ASKED ──────────────────────────▶ RUNNING
 *    ▲                       ▲   ▲                               │ │ │
 *    │   wake: something ────┘   └── time is over, more to do ───┘ │ │
 *    │   came, or an alarm                                         │ │
 *    │              RESTING ◀── nothing to do: alarm for the ──────┘ │
 *    │                          earliest timer                       │
 *    └──────────────────────────── stop, or the host ends ───────────┘
 * </pre>
 *
 * <p>What comes while the loop rests, on the thread of the host, goes into the ready queue as ever:
 * a queue that rests has no places, so that only its slow path has to ask for a turn. What other
 * threads hand in goes through {@link #wake}. So nothing that a default loop does is slower, and a
 * turn that lasts asks for nothing.
 */
public final class HostedLoop extends DefaultLoop implements Parker {

  /** How long a turn goes on: as long as a busy loop of our own does not look for channels. */
  private static final long SLICE_NANOS = LoopIo.POLL_NANOS;

  /** The clock is looked at in every fourth tick: that costs more than a tick of one task. */
  private static final int TICKS_PER_LOOK = 3; // all ones

  /** How long the tasks may go on when the host ends. */
  private static final long LAST_NANOS = 1_000_000_000L;

  private static final System.Logger LOG = System.getLogger("dev.continuo");

  private static final int OFF = 0;
  private static final int RESTING = 1;
  private static final int ASKED = 2;
  private static final int RUNNING = 3;

  private final LoopHost host;
  private final AtomicInteger state = new AtomicInteger(OFF);
  private final Runnable turn = this::turn;
  private final Runnable slice = this::slice;
  private final Runnable wake = this::wake;

  /** Who waits for the end of the run; null when nobody does, after {@link #start}. */
  private volatile @Nullable CompletableFuture<@Nullable Void> caller;

  private boolean isHostTold;
  private volatile boolean hostEnded;

  // Of the host's thread

  private LoopHost.@Nullable Alarm alarm;
  private long alarmTime;
  private @Nullable Throwable failure;
  private @Nullable HostedIo channels;

  /** Makes a loop that does not run yet. */
  public HostedLoop(LoopHost host) {
    super(new SystemClock(), null);
    this.host = host;
    schedule.wakes(this);
    registration.registerIfAsked(this);
  }

  // Running

  @Override
  public void start() {
    open(null);
  }

  /** As ever, but while the host runs the loop this thread waits. */
  @Override
  public void runForever() {
    refuseHost("runForever()");
    CompletableFuture<@Nullable Void> end = new CompletableFuture<>();
    open(end);
    CallerWait.resultOf(end, () -> tryPost(() -> run.cancelMain("interrupted")));
  }

  @Override
  public <T extends @Nullable Object> T runUntilComplete(Awaitable<? extends T> main) {
    refuseHost("runUntilComplete()");
    return isStarted() ? waitFor(main) : super.runUntilComplete(main);
  }

  private <T extends @Nullable Object> T waitFor(Awaitable<? extends T> main) {
    if (runningOrNull() != null) {
      throw new IllegalStateException("Cannot run the event loop while another loop is running");
    }
    Bridge<T> bridge = ThreadsafeLaunch.bridged(new AwaitFrame<T>(main), this);
    try {
      return CallerWait.resultOf(bridge, () -> bridge.cancel(false));
    } catch (CancellationException e) {
      if (bridge.failure() instanceof CancellationException own) {
        throw own; // newer JDKs wrap it
      }
      throw new CancelledError("the task was cancelled");
    }
  }

  private boolean isStarted() {
    return isRunning() && caller == null;
  }

  private void refuseHost(String method) {
    if (host.inThread()) {
      throw new IllegalStateException(
          method
              + " would block the thread that is to run this loop, that of its host "
              + host
              + ": call start() once, then createTask(), or run it from another thread");
    }
  }

  private void open(@Nullable CompletableFuture<@Nullable Void> end) {
    run.promise(end != null);
    caller = end;
    debug.refresh();
    try {
      if (!isHostTold) {
        isHostTold = true;
        host.atEnd(this::hostEnds);
      }
      state.set(ASKED);
      if (hostEnded) { // it says so before it looks at the state: one of the two sees the other
        throw new RejectedExecutionException();
      }
      host.execute(turn);
    } catch (RejectedExecutionException e) {
      state.set(OFF);
      caller = null;
      run.release();
      throw hasEnded(e);
    }
  }

  @Override
  public void stop() {
    super.stop();
    wake();
  }

  @Override
  public void close() {
    boolean wasClosed = isClosed();
    super.close();
    if (!wasClosed) {
      host.loopClosed();
    }
  }

  // Turns

  /** Called by the host. */
  private void turn() {
    if (state.get() != ASKED) {
      return; // the host has ended meanwhile
    }
    state.set(RUNNING);
    ready.resume();
    asRunningLoop(slice);
    if (channels != null) {
      channels.turnEnded();
    }
    Throwable fatal = failure;
    failure = null;
    if (caller == null && fatal != null) {
      stoppedBy = fatal;
      again();
      throw Sneaky.rethrow(fatal);
    }
    if (stopping || fatal != null) {
      end(fatal);
    } else if (schedule.hasWork()) {
      again();
    } else {
      rest();
    }
  }

  /** Has {@code work} see this loop as the one that runs; the failure of it is kept. */
  private void asRunningLoop(Runnable work) {
    ThreadState here = ThreadState.current();
    DefaultLoop outer = here.loop;
    ContextOwner entered = here.entered;
    run.adopt(Thread.currentThread());
    here.loop = this;
    here.entered = null;
    try {
      run.telling(work);
    } finally {
      current = null;
      here.entered = entered;
      here.loop = outer == null && caller == null ? this : outer; // one that was started stays
    }
  }

  private void slice() {
    long started = System.nanoTime();
    int ticks = 0;
    try {
      do {
        tick();
        ticks++;
      } while (!stopping
          && schedule.hasWork()
          && ((ticks & TICKS_PER_LOOK) != 0 || System.nanoTime() - started < SLICE_NANOS));
      if (!schedule.hasWork()) {
        keepHouse();
      }
    } catch (Throwable t) { // fatal: see Fatal
      failure = t;
    }
  }

  private void again() {
    state.set(ASKED);
    try {
      host.executeAgain(turn);
    } catch (RejectedExecutionException e) {
      refused(e);
    }
  }

  private void rest() {
    long next = schedule.nextDeadline();
    long left = next == LoopClock.NEVER ? LoopClock.NEVER : next - time();
    if (left <= 0) {
      again();
      return;
    }
    if (next != LoopClock.NEVER && (alarm == null || alarmTime > next)) {
      dropAlarm();
      try {
        alarm = host.schedule(this::alarmRings, left);
        alarmTime = next;
      } catch (RejectedExecutionException e) {
        refused(e);
        return;
      }
    }
    ready.rest(wake);
    state.set(RESTING);
    if (schedule.hasWork()) { // handed in before it could know that a wake is needed
      wake();
    }
  }

  private void alarmRings() {
    alarm = null;
    if (state.compareAndSet(RESTING, ASKED)) {
      turn();
    }
  }

  private void dropAlarm() {
    LoopHost.Alarm last = alarm;
    if (last != null) {
      alarm = null;
      last.cancel();
    }
  }

  /** Asks for a turn if the loop rests; called by any thread, after it left something to do. */
  @Override
  public void wake() {
    if (state.get() == RESTING && state.compareAndSet(RESTING, ASKED)) {
      try {
        host.execute(turn);
      } catch (RejectedExecutionException e) {
        refused(e);
      }
    }
  }

  /** A turn goes on with what there is: it is the host that sleeps. */
  @Override
  public boolean park(Inbox inbox, long nanos) {
    return false;
  }

  @Override
  public TimerHandle callAt(long nanos, Runnable callback, @Nullable Context context) {
    TimerHandle timer = super.callAt(nanos, callback, context);
    wake(); // the host may have to know of it
    return timer;
  }

  @Override
  void fallAsleep(LoopTask<?> task) {
    super.fallAsleep(task);
    wake();
  }

  @Override
  boolean isOnHostThread() {
    return host.inThread();
  }

  @Override
  LoopIo newIo() {
    HostedIo made = new HostedIo(this, ready);
    channels = made;
    return made;
  }

  // The end

  /** The run is over; on the thread of the host, or instead of it when that has ended. */
  private void end(@Nullable Throwable cause) {
    CompletableFuture<@Nullable Void> waiting = caller;
    state.set(OFF);
    dropAlarm();
    ready.resume();
    stopping = false;
    stoppedBy = cause;
    ThreadState here = ThreadState.current();
    if (here.loop == this) {
      here.loop = null;
    }
    run.release();
    caller = null;
    if (waiting != null) {
      if (cause == null) {
        waiting.complete(null);
      } else {
        waiting.completeExceptionally(cause);
      }
    }
  }

  /** The host says that it ends; on its thread, between turns. */
  private void hostEnds() {
    hostEnded = true;
    if (isClosed() || state.get() == OFF || state.getAndSet(RUNNING) == RUNNING) {
      return;
    }
    boolean started = caller == null;
    ready.resume();
    asRunningLoop(this::lastTurns);
    Throwable fatal = failure;
    failure = null;
    if (fatal == null && !stopping && !started) {
      fatal = hasEnded(null);
    }
    end(fatal);
    if (started) {
      close();
    }
  }

  private void lastTurns() {
    long started = System.nanoTime();
    try {
      tick(); // what was ready before
      for (Task<?> task : tasks.snapshot()) {
        task.cancel();
      }
      while (schedule.hasWork() && System.nanoTime() - started < LAST_NANOS) {
        tick();
      }
    } catch (Throwable t) { // fatal: see Fatal
      failure = t;
    }
  }

  /** The host has ended and did not say so before. Nothing will ever run here again. */
  private void refused(RejectedExecutionException e) {
    CompletableFuture<@Nullable Void> waiting = caller;
    IllegalStateException ended = hasEnded(e);
    if (waiting != null) {
      end(ended);
    } else if (!hostEnded) {
      hostEnded = true;
      LOG.log(System.Logger.Level.ERROR, "tasks of a started event loop are left behind", ended);
    }
  }

  private IllegalStateException hasEnded(@Nullable Throwable cause) {
    return new IllegalStateException("the host of this event loop has ended: " + host, cause);
  }
}

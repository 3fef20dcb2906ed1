package dev.continuo.internal;

import dev.continuo.AsyncFuture;
import dev.continuo.Awaitable;
import dev.continuo.Context;
import dev.continuo.Coroutine;
import dev.continuo.EventLoop;
import dev.continuo.ExceptionContext;
import dev.continuo.Handle;
import dev.continuo.Task;
import dev.continuo.TaskDump;
import dev.continuo.ThreadLocalCarrier;
import dev.continuo.TimerHandle;
import dev.continuo.Value;
import dev.continuo.coroutine.CoroutineFrame;
import dev.continuo.internal.observe.LoopEvents;
import dev.continuo.internal.observe.LoopFigures;
import java.time.Duration;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.concurrent.Executor;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * The default {@link EventLoop}: asyncio's BaseEventLoop, without I/O.
 *
 * <pre>
 *   tick:  inbox ──▶ ready          what other threads handed in
 *          nothing ready? wait until the next timer or the inbox (a virtual clock jumps)
 *          due timers ──▶ ready     after what was ready before
 *          run what is ready now, in order; what that makes ready waits for the next tick
 * </pre>
 *
 * This class is the table of contents: {@link RunState} says who may run and call the loop, {@link
 * Schedule} holds what is to be done and when, {@link LoopTask} makes the steps, {@link LoopDriver}
 * runs the coroutines, {@link LoopServices} has what is not about running anything, {@link
 * HostedLoop} runs it all on a thread of somebody else's. Most of its length is the interface.
 */
public class DefaultLoop extends LoopServices {

  static final String NOT_RUNNING = "no running event loop";

  private static final System.Logger LOG = System.getLogger("dev.continuo");
  private static final int TICKS_BETWEEN_HOUSEKEEPING = 4095; // all ones

  final LoopDriver driver = new LoopDriver(this);
  final TaskSet tasks = new TaskSet();
  final FailureReport.Book failures = new FailureReport.Book(this);
  final OpenGenerators generators = new OpenGenerators(this);
  final Set<Bridge<?>> bridges = new LinkedHashSet<>();

  /**
   * The task or callback that runs now: the current task, and whose context is current. Set when
   * the next one starts, not taken back when one ends: it is two reference stores per step
   * otherwise.
   */
  @Nullable ContextOwner current;

  /** Set by a task that is asked to end while it passes such a request on: it awaits itself. */
  boolean cancelCycle;

  /** How many things outside are at work for this loop; only a virtual clock asks. */
  int holds;

  /** The fatal error that left the last run: another task that dies of it stops nothing more. */
  @Nullable Throwable stoppedBy;

  final Schedule schedule;

  /** That of the schedule, one step nearer: every task that is woken goes there. */
  final ReadyQueue ready;

  final RunState run = new RunState(this);
  @Nullable LoopIo io;
  boolean stopping;

  /** When the task will be due that suspends itself to sleep; between these two steps only. */
  private long wakeTime;

  private int ticks;
  private int taskNumber;

  DefaultLoop(LoopClock clock, @Nullable SeededOrder order) {
    this.schedule = new Schedule(clock, order);
    this.ready = schedule.readyQueue();
  }

  /** Makes a loop on the system's clock. */
  public static DefaultLoop onSystemClock() {
    DefaultLoop loop = new DefaultLoop(new SystemClock(), null);
    loop.registration.registerIfAsked(loop);
    return loop;
  }

  /** Makes a loop on a virtual clock. */
  public static DefaultLoop onVirtualClock() {
    return new DefaultLoop(new VirtualClock(), null);
  }

  /** The same; the seed decides in what order the callbacks of one tick run. */
  public static DefaultLoop onVirtualClock(long seed) {
    return new DefaultLoop(new VirtualClock(), new SeededOrder(seed));
  }

  /** The loop that runs on this thread, or null. */
  public static @Nullable DefaultLoop runningOrNull() {
    return ThreadState.current().loop;
  }

  /** The loop that runs on this thread. */
  public static DefaultLoop running() {
    DefaultLoop loop = ThreadState.current().loop;
    if (loop == null) {
      throw new IllegalStateException(NOT_RUNNING);
    }
    return loop;
  }

  // Running

  @Override
  public void runForever() {
    RunState.Outer outer = run.enter();
    debug.refresh();
    try {
      do {
        tick();
      } while (!stopping);
    } catch (VirtualClock.Deadlock e) {
      throw new IllegalStateException(DeadlockReport.of(e.reason, this));
    } catch (Throwable t) { // fatal: see Fatal
      stoppedBy = t;
      throw Sneaky.rethrow(t);
    } finally {
      stopping = false;
      driver.forgetLastFrame();
      run.leave(outer);
    }
  }

  @Override
  @SuppressWarnings("unchecked") // Awaitable only gives values of T
  public <T extends @Nullable Object> T runUntilComplete(Awaitable<? extends T> main) {
    run.checkMayEnter();
    LoopFuture<T> future = (LoopFuture<T>) Futures.ensure(this, main);
    LoopFuture<?> outerMain = run.main(future);
    DoneCallback stop =
        future.onDone(Follower.of(null, "run", done -> stopping |= run.isMain(future)));
    try {
      runForever();
    } catch (Throwable t) {
      if (future.peekFailure() == t) {
        future.takeFailure(); // fatal, and on its way to the caller already
      }
      throw t;
    } finally {
      future.removeWaiting(stop);
      run.main(outerMain);
      stopping = outerMain != null && outerMain.done(); // while a nested run hid it
    }
    if (!future.done()) {
      throw new IllegalStateException("Event loop stopped before Future completed.");
    }
    return future.result();
  }

  @Override
  public Coroutine<@Nullable Void> shutdownAsyncGenerators() {
    return new GeneratorShutdown(generators);
  }

  final void tick() throws Throwable {
    schedule.takeInbox();
    if (ready.size() == 0 && !stopping) {
      keepHouse();
      if (ready.size() == 0 && schedule.waitForWork(holds > 0)) {
        run.interrupted();
      }
    }
    schedule.pollChannels();
    schedule.takeDueTimers();
    SlowCallbackWatch watch = debug.isWatching ? debug.watch() : null;
    for (int n = ready.size(); n > 0; n--) {
      Object item = ready.poll();
      if (item == null) {
        break; // a nested run took the rest
      }
      if (watch == null) {
        runItem(item);
      } else {
        SlowCallbackWatch.Turn turn = watch.begin();
        runItem(item);
        watch.end(turn, item);
      }
    }
    if ((++ticks & TICKS_BETWEEN_HOUSEKEEPING) == 0) {
      keepHouse();
    }
  }

  final void keepHouse() {
    current = null;
    driver.forgetLastFrame();
    ready.shrink();
    schedule.timers().shrink();
    debug.refresh();
    failures.sendCollected();
    generators.closeDropped();
    LoopDriver.reportForgotten();
  }

  private void runItem(Object item) throws Throwable {
    if (CarriedLocals.ON) {
      runCarrying(item);
    } else if (item instanceof LoopTask<?> task) {
      task.step(this);
    } else {
      runCallback((LoopHandle) item);
    }
  }

  private void runCarrying(Object item) throws Throwable {
    ContextOwner owner = (ContextOwner) item;
    ThreadLocalCarrier.Scope locals = CarriedLocals.enter(owner);
    try {
      if (item instanceof LoopTask<?> task) {
        task.step(this);
      } else {
        runCallback((LoopHandle) item);
      }
    } finally {
      CarriedLocals.leave(owner, locals);
    }
  }

  private void runCallback(LoopHandle handle) throws Throwable {
    if (handle.cancelled()) {
      return;
    }
    current = handle;
    try {
      handle.invoke();
    } catch (Throwable t) {
      if (Fatal.is(t)) {
        throw t;
      }
      callExceptionHandler(
          new ExceptionContext("Exception in callback " + handle, t, null, handle));
    }
  }

  @Override
  public void stop() {
    checkThread();
    stopping = true;
  }

  @Override
  public boolean isRunning() {
    return run.isRunning();
  }

  @Override
  public boolean isClosed() {
    return run.isClosed();
  }

  @Override
  public void close() {
    if (run.mayClose()) {
      try {
        run.lendThread(() -> schedule.runAccepted(this::runItem));
      } finally {
        dispose();
      }
    }
  }

  private void dispose() {
    run.close();
    stopping = false;
    boolean isTold = tasks.size() > 0 && LOG.isLoggable(System.Logger.Level.WARNING);
    String pending = isTold ? dump() : ""; // before their timers are dropped
    schedule.close();
    List.copyOf(bridges).forEach(Bridge::abandoned);
    if (isTold) {
      LOG.log(
          System.Logger.Level.WARNING,
          "the event loop was closed while tasks were pending:\n" + pending);
    }
    failures.sendAll();
    closeServices();
  }

  // Scheduling

  /** Puts a task or handle into the next tick; on the loop's thread. */
  void ready(Object item) {
    ready.add(item);
  }

  @Override
  public Handle callSoon(Runnable callback, @Nullable Context context) {
    run.checkCall();
    CallbackHandle handle = new CallbackHandle(callback, slot(context));
    ready.add(handle);
    return handle;
  }

  @Override
  public Handle callSoonThreadsafe(Runnable callback, @Nullable Context context) {
    CallbackHandle handle = new CallbackHandle(callback, slot(context));
    if (!schedule.post(handle)) {
      throw RunState.closedLoop();
    }
    return handle;
  }

  /** For the runtime: as callSoonThreadsafe, but a closed loop is not an error. */
  @Override
  public boolean tryPost(Runnable work) {
    return tryPost(work, () -> {});
  }

  /** The same; {@code onAbandon} runs if the loop closes before {@code work} had its turn. */
  public boolean tryPost(Runnable work, Runnable onAbandon) {
    return schedule.post(new PostedHandle(work, onAbandon));
  }

  @Override
  public TimerHandle callLater(Duration delay, Runnable callback, @Nullable Context context) {
    return callAt(schedule.deadline(delay), callback, context);
  }

  @Override
  public TimerHandle callAt(long nanos, Runnable callback, @Nullable Context context) {
    run.checkCall();
    CallbackTimer timer = new CallbackTimer(this, nanos, callback, slot(context));
    schedule.timers().add(nanos, timer);
    return timer;
  }

  /** The task that runs suspends itself for this long: see {@link #fallAsleep}. */
  final void beforeSleep(Duration duration) {
    wakeTime = schedule.deadline(duration);
  }

  /** The task is suspended: wakes it when its time has come. */
  void fallAsleep(LoopTask<?> task) {
    schedule.timers().add(wakeTime, task);
  }

  /** When a delay that starts now is over. */
  public long deadline(Duration delay) {
    return schedule.deadline(delay);
  }

  @Override
  public long time() {
    return schedule.now();
  }

  /** The clock, if it is one that jumps. */
  public @Nullable VirtualClock virtualClock() {
    return schedule.clock() instanceof VirtualClock clock ? clock : null;
  }

  private Object slot(@Nullable Context context) {
    return ContextOwner.slot(BoundContext.of(context), run.threadState());
  }

  // Futures and tasks

  @Override
  public <T extends @Nullable Object> AsyncFuture<T> createFuture() {
    checkThread();
    return newFuture();
  }

  <T extends @Nullable Object> LoopFuture<T> newFuture() {
    LoopFuture<T> future = new LoopFuture<>(this);
    if (debug.isOn()) {
      debug.created(future);
    }
    return future;
  }

  @Override
  public <T extends @Nullable Object> LoopTask<T> createTask(
      Coroutine<? extends T> coroutine,
      @Nullable String name,
      @Nullable Context context,
      boolean eagerStart) {
    run.checkCall();
    checkCoroutine(coroutine);
    LoopTask<T> task = new LoopTask<>(this, coroutine, name, ++taskNumber, slot(context));
    tasks.add(task);
    if (debug.isOn()) {
      debug.created(task);
    }
    if (LoopEvents.recordsTaskStart()) {
      LoopEvents.taskStarted(label(), taskNumber, task.name(), coroutine.toString());
    }
    if (eagerStart && runningOrNull() == this && driver.mayStartEagerly()) {
      try {
        task.startEagerly();
      } catch (Throwable t) { // fatal: see Fatal
        throw Sneaky.rethrow(t);
      }
    } else {
      ready.add(task);
    }
    return task;
  }

  /** Refuses what is no coroutine of the runtime. */
  public static void checkCoroutine(@Nullable Object coroutine) {
    if (!(coroutine instanceof CoroutineFrame) && !(coroutine instanceof Value)) {
      throw new IllegalArgumentException("a coroutine was expected, got " + coroutine);
    }
  }

  @Override
  public @Nullable LoopTask<?> currentTask() {
    return current instanceof LoopTask<?> task ? task : null;
  }

  @Override
  public Set<Task<?>> allTasks() {
    checkThread();
    return tasks.snapshot();
  }

  @Override
  public TaskDump snapshot(Duration patience) {
    return LoopSnapshot.of(this, run.thread(), patience);
  }

  @Override
  LoopFigures figures() {
    return new LoopFigures(
        tasks.size(),
        taskNumber,
        cancelledTasks,
        failedTasks,
        schedule.readyCount(),
        schedule.timerCount(),
        debug.slowCallbacks());
  }

  boolean isOnItsThread() {
    return run.thread() == Thread.currentThread();
  }

  // Work outside

  /** Something outside begins to work for this loop (1), or ends (-1): see {@link VirtualClock}. */
  public void hold(int change) {
    holds += change;
  }

  // Channels

  /** Watches channels for this loop; made when it is asked for first. */
  public LoopIo io() {
    run.checkCall();
    LoopIo known = io;
    if (known == null) {
      known = newIo();
      io = known;
      schedule.use(known);
    }
    return known;
  }

  LoopIo newIo() {
    return new LoopIo(this, ready);
  }

  // Blocking calls

  @Override
  public <T extends @Nullable Object> AsyncFuture<T> runInExecutor(
      @Nullable Executor executor, Callable<? extends T> call) {
    run.checkCall();
    Executor chosen = executor != null ? executor : blocking.executor();
    ExecutorFuture<T> future = new ExecutorFuture<>(this, call, executor != null ? null : blocking);
    try {
      chosen.execute(future);
    } catch (RuntimeException | Error e) {
      future.cancelInternally(null); // nobody has it: this gives the hold back
      throw e;
    }
    return future;
  }

  @Override
  public void allowNestedRun(boolean allowed) {
    checkThread();
    run.nestedAllowed = allowed;
  }

  // Threads

  @Override
  void checkCall() {
    run.checkCall();
  }

  /** Refuses a call from another thread than the one that runs this loop now. */
  @Override
  public void checkThread() {
    run.checkThread();
  }

  /** Whether this loop may be run again while it runs. */
  public boolean isNestedRunAllowed() {
    return run.nestedAllowed;
  }

  /** Sets who is told, instead of the log, about coroutines forgotten since the mark. */
  public void tellForgotten(long mark, Consumer<? super String> report) {
    run.forgottenListener = LoopDriver.forgottenListener(mark, report);
  }

  /** Does what may find forgotten coroutines as if the loop ran. */
  void reportForgotten(long mark) {
    run.telling(
        () -> {
          LoopDriver.reportForgotten();
          LoopDriver.reportForgottenSince(mark);
        });
  }

  /**
   * From now on an interrupt or the end of the JVM waits for the cleanup of the tasks, and a
   * virtual clock moves by itself: nobody is left who would move it.
   */
  void beginShutdown() {
    run.shuttingDown = true;
    VirtualClock clock = virtualClock();
    if (clock != null) {
      clock.jumps(true);
    }
  }

  /** What an interrupt or the end of the JVM does to the program. */
  void cancelMain() {
    run.cancelMain(RunState.SHUTDOWN);
  }
}

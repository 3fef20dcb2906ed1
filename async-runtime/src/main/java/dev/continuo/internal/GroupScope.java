package dev.continuo.internal;

import dev.continuo.Awaitable;
import dev.continuo.CancelledError;
import dev.continuo.Context;
import dev.continuo.Coroutine;
import dev.continuo.ExceptionContext;
import dev.continuo.ExceptionGroup;
import dev.continuo.Task;
import dev.continuo.TaskGroup;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * The default {@link TaskGroup}: CPython 3.13's, with the failures in the order of creation.
 *
 * <pre>
 *   create ──▶ children ──done──▶ failed?   first failure: abort, cancel the parent task
 *   exit(pending):
 *     pending? abort
 *     while (children) { await drained; CancelledError: abort, remember it }
 *     fatal        → fatal
 *     no failures  → the CancelledError, unless only this group asked for it
 *     failures     → ExceptionGroup(failures in order of creation, pending)
 * </pre>
 *
 * <p>A supervisor differs in one thing: a child that fails aborts nothing.
 *
 * <p>The parent's count of cancel requests is left as it would be without the group: its own
 * request is taken back, one from outside stays.
 */
public final class GroupScope implements TaskGroup {

  private final DefaultLoop loop;
  private final LoopTask<?> parent;
  private final boolean isSupervisor;

  /** The tasks that are not done, in order of creation. */
  private final Set<LoopTask<?>> children = new LinkedHashSet<>();

  /** What children failed with, by their number. */
  private final Map<Integer, Throwable> failures = new TreeMap<>();

  private int created;
  private boolean aborting;
  private boolean exiting;
  private boolean finished;
  private boolean parentCancelRequested;
  private @Nullable Throwable fatal;

  /** The cancellation that is to go on when all children are done. */
  private @Nullable CancelledError cancellation;

  /** Done when the last child is; set while the exit waits. */
  private @Nullable LoopFuture<Void> drained;

  private GroupScope(DefaultLoop loop, LoopTask<?> parent, boolean isSupervisor) {
    this.loop = loop;
    this.parent = parent;
    this.isSupervisor = isSupervisor;
  }

  /**
   * Enters a group in the current task.
   *
   * @param loop the running loop
   * @param isSupervisor whether a child may fail without the others
   */
  public static GroupScope entered(DefaultLoop loop, boolean isSupervisor) {
    LoopTask<?> current = loop.currentTask();
    if (current == null) {
      throw new IllegalStateException("TaskGroup cannot determine the parent task");
    }
    return new GroupScope(loop, current, isSupervisor);
  }

  // Children

  @Override
  public <T extends @Nullable Object> Task<T> createTask(
      Coroutine<? extends T> coroutine, @Nullable String name, @Nullable Context context) {
    return add(coroutine, name, context, null);
  }

  @Override
  public <V extends @Nullable Object> Coroutine<V> start(
      TaskGroup.Starting<V> body, @Nullable String name) {
    return new GroupStart<>(this, body, name);
  }

  /** Starts a child; what happens to one that is {@code starting} is told to that first. */
  <T extends @Nullable Object> LoopTask<T> add(
      Coroutine<? extends T> coroutine,
      @Nullable String name,
      @Nullable Context context,
      @Nullable GroupStart<?> starting) {
    loop.checkThread();
    if (exiting && children.isEmpty()) {
      throw refused(coroutine, " is finished");
    }
    if (aborting) {
      throw refused(coroutine, " is shutting down");
    }
    LoopTask<T> child = loop.createTask(coroutine, name, context, false);
    int number = created++;
    children.add(child);
    child.onDone(new Child(this, child, number, starting));
    return child;
  }

  /** What each child calls. */
  private record Child(
      GroupScope group, LoopTask<?> task, int number, @Nullable GroupStart<?> starting)
      implements Follower {
    @Override
    public void accept(LoopFuture<?> done) {
      group.childDone(task, number, starting);
    }

    @Override
    public LoopTask<?> follower() {
      return group.parent;
    }

    @Override
    public String through() {
      return group.toString();
    }
  }

  private IllegalStateException refused(Coroutine<?> coroutine, String why) {
    coroutine.close();
    return new IllegalStateException(this + why);
  }

  private void childDone(LoopTask<?> child, int number, @Nullable GroupStart<?> starting) {
    children.remove(child);
    if (drained != null && children.isEmpty()) {
      drained.complete(null);
    }
    Throwable failure = child.takeFailure();
    if (child.cancelled()) {
      failure = CleanupFailure.of(failure);
    }
    boolean isTold = starting != null && starting.childEnded(failure, child.cancelled());
    if (failure != null && (!isTold || Fatal.is(failure))) {
      childFailed(child, number, failure);
    }
  }

  private void childFailed(LoopTask<?> child, int number, Throwable failure) {
    failures.put(number, failure);
    if (fatal == null && Fatal.is(failure)) {
      fatal = failure;
    }
    if (parent.done()) { // it never left the group, so nobody will ask for the failure
      loop.callExceptionHandler(
          new ExceptionContext(
              child + " has errored out but its parent " + parent + " is already completed",
              failure,
              child,
              null));
    } else if (!isSupervisor && !aborting && !parentCancelRequested) {
      abort();
      parentCancelRequested = true;
      parent.cancelInternally(null);
    }
  }

  private void abort() {
    aborting = true;
    for (LoopTask<?> child : List.copyOf(children)) {
      child.cancelInternally(null);
    }
  }

  // Leaving

  @Override
  public Awaitable<@Nullable Throwable> exit(@Nullable Throwable pending) {
    return new GroupExit(this, pending);
  }

  /** The exit begins. A second one, after an explicit close, finds the group finished. */
  void leave(@Nullable Throwable pending) {
    if (exiting && !finished) {
      throw new IllegalStateException(this + " is being left already");
    }
    if (finished) {
      return;
    }
    exiting = true;
    if (pending != null && Fatal.is(pending) && fatal == null) {
      fatal = pending;
    }
    if (pending instanceof CancelledError error) {
      cancellation = error;
    }
    if (pending != null && !aborting) {
      abort();
    }
  }

  /** What the exit waits for next, or null when all children are done. */
  @Nullable LoopFuture<Void> undrained() {
    drained = children.isEmpty() ? null : loop.newFuture();
    return drained;
  }

  /** The parent task was cancelled while it waits here. */
  void cancelledWhileLeaving(CancelledError error) {
    if (!aborting) { // else it may be this group's own request
      cancellation = error;
      abort();
    }
  }

  /** What leaves the block when all children are done. */
  @Nullable Throwable left(@Nullable Throwable pending) {
    if (finished) {
      return pending;
    }
    finished = true;
    try {
      return outcome(pending);
    } finally { // the tasks may keep the group for long
      failures.clear();
      fatal = null;
      cancellation = null;
    }
  }

  private @Nullable Throwable outcome(@Nullable Throwable pending) {
    if (fatal != null) {
      return fatal;
    }
    if (parentCancelRequested && parent.uncancel() == 0) {
      cancellation = null; // only this group asked for it
    }
    if (cancellation != null && failures.isEmpty()) {
      return cancellation;
    }
    List<Throwable> all = new ArrayList<>(failures.values());
    if (pending != null && !(pending instanceof CancelledError)) {
      all.add(pending);
    }
    if (all.isEmpty()) {
      return null;
    }
    if (parent.cancelling() > 0) { // the group beats the CancelledError: it comes again, later
      parent.uncancel();
      parent.cancelInternally(null);
    }
    String what = isSupervisor ? "a supervisor" : "a TaskGroup";
    return new ExceptionGroup("unhandled errors in " + what, all);
  }

  @Override
  public String toString() {
    StringBuilder text = new StringBuilder(isSupervisor ? "Supervisor[" : "TaskGroup[");
    if (!children.isEmpty()) {
      text.append("tasks=").append(children.size()).append(", ");
    }
    if (!failures.isEmpty()) {
      text.append("errors=").append(failures.size()).append(", ");
    }
    return text.append(finished ? "finished" : aborting ? "cancelling" : "entered")
        .append(']')
        .toString();
  }
}

package dev.continuo.internal;

import dev.continuo.ExceptionContext;
import java.lang.ref.ReferenceQueue;
import java.lang.ref.WeakReference;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * A failure that nobody has retrieved yet. It is reported once: when its future is collected, or
 * when the loop closes.
 */
final class FailureReport extends WeakReference<LoopFuture<?>> implements ContextOwner {

  private final Book book;
  private final Throwable failure;
  private final String subject;
  private final @Nullable StackTraceElement createdAt;

  /** The context of a task that failed, which the handler is called in; else empty. */
  private Object contextSlot;

  private FailureReport(
      Book book, LoopFuture<?> future, Throwable failure, @Nullable StackTraceElement createdAt) {
    super(future, book.collected);
    this.book = book;
    this.failure = failure;
    this.subject = future instanceof LoopTask<?> task ? "Task " + task.name() : "Future";
    this.createdAt = createdAt;
    this.contextSlot = future instanceof LoopTask<?> task ? slot(task) : Bindings.EMPTY;
  }

  /** With thread-locals, the object that the end of the step leaves their values in. */
  private static Object slot(LoopTask<?> task) {
    return CarriedLocals.ON ? task.context() : task.contextSlot();
  }

  @Override
  public Object contextSlot() {
    return contextSlot;
  }

  @Override
  public void contextSlot(BoundContext context) {
    contextSlot = context;
  }

  /** Somebody retrieved the failure. */
  void withdraw() {
    book.open.remove(this);
  }

  private void send(DefaultLoop loop) {
    String place = createdAt == null ? "" : " (created at " + createdAt + ")";
    loop.callExceptionHandler(
        new ExceptionContext(
            subject + place + ": exception was never retrieved", failure, get(), null),
        contextSlot == Bindings.EMPTY ? null : this);
  }

  /** The open reports of one loop. */
  static final class Book {
    private final ReferenceQueue<LoopFuture<?>> collected = new ReferenceQueue<>();
    private final Set<FailureReport> open = new LinkedHashSet<>();
    private final DefaultLoop loop;

    Book(DefaultLoop loop) {
      this.loop = loop;
    }

    FailureReport register(LoopFuture<?> future, Throwable failure) {
      FailureReport report = new FailureReport(this, future, failure, loop.creationPlace(future));
      open.add(report);
      return report;
    }

    /** Reports the failures of futures that were collected. */
    void sendCollected() {
      if (open.isEmpty()) {
        return;
      }
      for (Object gone = collected.poll(); gone != null; gone = collected.poll()) {
        if (open.remove(gone)) {
          ((FailureReport) gone).send(loop);
        }
      }
    }

    /** Reports every failure that is left. */
    void sendAll() {
      List<FailureReport> left = List.copyOf(open);
      open.clear();
      left.forEach(report -> report.send(loop));
    }
  }
}

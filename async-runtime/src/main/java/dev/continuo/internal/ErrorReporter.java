package dev.continuo.internal;

import dev.continuo.EventLoop;
import dev.continuo.ExceptionContext;
import dev.continuo.ExceptionHandler;
import dev.continuo.ThreadLocalCarrier;
import org.jspecify.annotations.Nullable;

/** Where failures go that no caller can be told. */
final class ErrorReporter {

  private static final System.Logger LOG = System.getLogger("dev.continuo");

  private final EventLoop loop;
  @Nullable ExceptionHandler handler;

  ErrorReporter(EventLoop loop) {
    this.loop = loop;
  }

  /**
   * Calls the handler in the context of the task or callback that failed, as CPython 3.12 and
   * newer.
   *
   * @param owner whose context that is, or null for the current one
   */
  void report(ExceptionContext context, @Nullable ContextOwner owner) {
    ThreadState thread = ThreadState.current();
    if (owner == null || thread.owner() == owner) {
      handle(context);
      return;
    }
    ContextOwner outer = thread.entered;
    thread.entered = owner;
    ThreadLocalCarrier.Scope locals = CarriedLocals.enter(owner);
    try {
      handle(context);
    } finally {
      CarriedLocals.leave(owner, locals);
      thread.entered = outer;
    }
  }

  static @Nullable ContextOwner ownerOf(ExceptionContext context) {
    if (context.future() instanceof LoopTask<?> task) {
      return task;
    }
    return context.handle() instanceof LoopHandle handle ? handle : null;
  }

  private void handle(ExceptionContext context) {
    ExceptionHandler current = handler;
    if (current == null) {
      log(context);
      return;
    }
    try {
      current.handle(loop, context);
    } catch (Throwable t) {
      if (Fatal.is(t)) {
        throw t;
      }
      log(context);
      LOG.log(System.Logger.Level.ERROR, "Unhandled error in exception handler", t);
    }
  }

  void log(ExceptionContext context) {
    String text = context.message();
    if (context.future() != null) {
      text += "\nfuture: " + context.future();
    }
    if (context.handle() != null) {
      text += "\nhandle: " + context.handle();
    }
    LOG.log(System.Logger.Level.ERROR, text, context.exception());
  }
}

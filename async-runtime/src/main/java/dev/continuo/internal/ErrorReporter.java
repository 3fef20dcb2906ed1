package dev.continuo.internal;

import dev.continuo.EventLoop;
import dev.continuo.ExceptionContext;
import dev.continuo.ExceptionHandler;
import org.jspecify.annotations.Nullable;

/** Where failures go that no caller can be told. */
final class ErrorReporter {

  private static final System.Logger LOG = System.getLogger("dev.continuo");

  private final EventLoop loop;
  @Nullable ExceptionHandler handler;

  ErrorReporter(EventLoop loop) {
    this.loop = loop;
  }

  void report(ExceptionContext context) {
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

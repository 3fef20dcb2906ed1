package dev.continuo.internal;

import dev.continuo.Coroutine;
import dev.continuo.EventLoop;
import dev.continuo.ExceptionContext;
import dev.continuo.ExceptionHandler;
import java.time.Duration;
import java.util.concurrent.Executor;
import org.jspecify.annotations.Nullable;

/**
 * What an event loop offers beside running callbacks and tasks: the default executor, the exception
 * handler, debug mode. Each is a class of its own; this one only hands calls on.
 */
abstract class LoopServices implements EventLoop {

  final BlockingCalls blocking = new BlockingCalls();
  final DebugMode debug = new DebugMode(Boolean.getBoolean("continuo.debug"));
  private final ErrorReporter errors = new ErrorReporter(this);

  @Override
  public void setDefaultExecutor(Executor executor) {
    blocking.replace(executor);
  }

  @Override
  public Coroutine<Void> shutdownDefaultExecutor(Duration timeout) {
    return new ExecutorShutdown(blocking, timeout);
  }

  /** Whether anything ran in the default executor. */
  boolean usesDefaultExecutor() {
    return blocking.isUsed();
  }

  // Errors and debugging

  @Override
  public void setExceptionHandler(@Nullable ExceptionHandler handler) {
    errors.handler = handler;
  }

  @Override
  public @Nullable ExceptionHandler exceptionHandler() {
    return errors.handler;
  }

  @Override
  public void defaultExceptionHandler(ExceptionContext context) {
    errors.log(context);
  }

  @Override
  public void callExceptionHandler(ExceptionContext context) {
    errors.report(context, ErrorReporter.ownerOf(context));
  }

  /** The same in the context of {@code owner}, for a task that may be collected by now. */
  void callExceptionHandler(ExceptionContext context, @Nullable ContextOwner owner) {
    errors.report(context, owner);
  }

  @Override
  public void setDebug(boolean on) {
    debug.turn(on);
  }

  @Override
  public boolean isDebug() {
    return debug.isOn();
  }

  @Override
  public void setSlowCallbackDuration(Duration duration) {
    debug.setSlowCallbackDuration(duration);
  }

  @Nullable StackTraceElement creationPlace(LoopFuture<?> future) {
    return debug.place(future);
  }
}

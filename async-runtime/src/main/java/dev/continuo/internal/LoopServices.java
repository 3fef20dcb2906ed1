package dev.continuo.internal;

import dev.continuo.Coroutine;
import dev.continuo.EventLoop;
import dev.continuo.ExceptionContext;
import dev.continuo.ExceptionHandler;
import dev.continuo.TaskDump;
import dev.continuo.internal.observe.LoopFigures;
import java.time.Duration;
import java.util.concurrent.Executor;
import org.jspecify.annotations.Nullable;

/**
 * What an event loop offers beside running callbacks and tasks: the default executor, the exception
 * handler, debug mode. Each is a class of its own; this one only hands calls on.
 */
public abstract class LoopServices implements EventLoop {

  /** How long a loop may take to answer another thread. */
  private static final Duration PATIENCE = Duration.ofSeconds(1);

  final BlockingCalls blocking = new BlockingCalls();
  final LoopRegistration registration = new LoopRegistration();
  private final OpenResources resources = new OpenResources();
  private final Signals signals = new Signals(this);
  final DebugMode debug = new DebugMode(this, Boolean.getBoolean("continuo.debug"));
  int cancelledTasks;
  int failedTasks;
  private final ErrorReporter errors = new ErrorReporter(this);

  /** Hands work in from any thread; false if the loop is closed. */
  public abstract boolean tryPost(Runnable work);

  /** Throws if the loop runs on another thread. */
  abstract void checkThread();

  /** The same, and if it is closed. */
  abstract void checkCall();

  /** Whether this thread, although it has not run the loop before, is the one that does now. */
  boolean isOnHostThread() {
    return false;
  }

  /** What recordings and management tools call this loop. */
  final String label() {
    return registration.name();
  }

  @Override
  public void setDefaultExecutor(Executor executor) {
    checkThread();
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

  // Management

  /** Read by any thread, and so perhaps a moment old. */
  abstract LoopFigures figures();

  /** A task ended without a result. */
  final void countEnd(boolean cancelled) {
    if (cancelled) {
      cancelledTasks++;
    } else {
      failedTasks++;
    }
  }

  @Override
  public void registerMBean(@Nullable String name) {
    checkCall();
    registration.register(this, name);
  }

  // Signals

  @Override
  public void addSignalHandler(String signal, Runnable callback) {
    checkCall();
    signals.add(signal, callback);
  }

  @Override
  public boolean removeSignalHandler(String signal) {
    checkThread();
    return signals.remove(signal);
  }

  /** What ends with this loop, unless it has ended before. */
  public final OpenResources resources() {
    return resources;
  }

  /** The loop is closed: gives back what others may use now. */
  final void closeServices() {
    resources.close();
    blocking.shutDown();
    debug.close();
    registration.remove();
    signals.close();
  }

  // Errors and debugging

  @Override
  public void setExceptionHandler(@Nullable ExceptionHandler handler) {
    checkThread();
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
    checkThread();
    debug.turn(on);
  }

  @Override
  public boolean isDebug() {
    return debug.isOn();
  }

  @Override
  public void setSlowCallbackDuration(Duration duration) {
    checkThread();
    debug.setSlowCallbackDuration(duration);
  }

  @Override
  public TaskDump snapshot() {
    return snapshot(PATIENCE);
  }

  @Override
  public String dump() {
    return snapshot().toText();
  }

  @Nullable StackTraceElement creationPlace(LoopFuture<?> future) {
    return debug.place(future);
  }
}

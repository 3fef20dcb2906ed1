package dev.continuo;

/**
 * Gets what no caller could be told: failures in callbacks, of void methods and of tasks that
 * nobody awaited.
 *
 * <pre>{@code
 * loop.setExceptionHandler((l, context) -> {
 *   metrics.increment("failures");
 *   l.defaultExceptionHandler(context);      // logs it
 * });
 * }</pre>
 */
@FunctionalInterface
public interface ExceptionHandler {

  /**
   * Called on the loop's thread. What it throws is logged, and the loop goes on.
   *
   * @param loop the loop
   * @param context what went wrong
   */
  void handle(EventLoop loop, ExceptionContext context);
}

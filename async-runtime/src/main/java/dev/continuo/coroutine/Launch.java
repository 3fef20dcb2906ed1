package dev.continuo.coroutine;

import dev.continuo.AsyncGenerator;
import dev.continuo.Generator;
import dev.continuo.internal.DefaultLoop;
import dev.continuo.internal.EagerDriver;
import dev.continuo.internal.LoopGenerator;
import dev.continuo.internal.SyncGenerator;
import dev.continuo.internal.TaskLaunch;
import java.util.concurrent.CompletableFuture;
import org.jspecify.annotations.Nullable;

/** The static entry points of ramps: what an {@code @Async} method does with its new frame. */
public final class Launch {

  /** The newest format of generated code that this runtime runs. */
  public static final int FORMAT = 2;

  private Launch() {}

  /**
   * Refuses code that a newer transformer generated; called by the static initialiser of every
   * generated class.
   *
   * @param format the format of the generated class
   * @param host binary name of the class that the user wrote
   * @throws IllegalStateException if this runtime is older than the generated code
   */
  public static void requireFormat(int format, String host) {
    if (format > FORMAT) {
      throw new IllegalStateException(
          host
              + " was transformed by a newer Continuo (format "
              + format
              + ") than the async-runtime on the class path (which runs format "
              + FORMAT
              + " and older): update async-runtime, or transform again with its version of the"
              + " plugin");
    }
  }

  /**
   * Starts the body of a method that returns CompletableFuture or CompletionStage: as a task of the
   * loop that runs in this thread, else on this thread up to its first suspension. With a loop,
   * too, the body runs up to its first suspension before this returns.
   *
   * @param frame a new frame
   * @param <T> the type of the result
   * @return the future
   */
  public static <T extends @Nullable Object> CompletableFuture<T> completable(
      CoroutineFrame<T> frame) {
    DefaultLoop loop = DefaultLoop.runningOrNull();
    return loop != null ? TaskLaunch.completable(loop, frame) : EagerDriver.launch(frame);
  }

  /**
   * Starts the body of a void method as a task of the running loop; a failure goes to the loop's
   * exception handler.
   *
   * @param frame a new frame
   * @throws IllegalStateException if no loop runs in this thread
   */
  public static void background(CoroutineFrame<?> frame) {
    DefaultLoop loop = DefaultLoop.runningOrNull();
    if (loop == null) {
      frame.close();
      throw new IllegalStateException(
          "no running event loop: the void @Async method "
              + frame.name()
              + " was called outside one; call it from a coroutine or callback, or have it return a"
              + " CompletableFuture");
    }
    TaskLaunch.background(loop, frame);
  }

  /**
   * Makes the generator of a method that returns Generator.
   *
   * @param frame a new frame
   * @param <T> the type of the elements
   * @return the generator
   */
  public static <T extends @Nullable Object> Generator<T> generator(GeneratorFrame<T> frame) {
    return new SyncGenerator<>(frame);
  }

  /**
   * Makes the generator of a method that returns AsyncGenerator.
   *
   * @param frame a new frame
   * @param <T> the type of the elements
   * @return the generator
   */
  public static <T extends @Nullable Object> AsyncGenerator<T> asyncGenerator(
      GeneratorFrame<T> frame) {
    return new LoopGenerator<>(frame);
  }

  /**
   * Takes the result of a call whose value the program throws away, and reports it as never awaited
   * where such reports are on (assertions or debug mode).
   *
   * @param value what was discarded
   * @param place class, method and line of the call, as in a stack trace
   */
  public static void discarded(@Nullable Object value, String place) {
    if (NeverAwaited.enabled && value instanceof CoroutineFrame<?> frame) {
      NeverAwaited.discarded(frame, place);
    }
  }

  /** Closes a suspended coroutine: has its finally blocks run. */
  static void close(CoroutineFrame<?> frame) {
    DefaultLoop loop = DefaultLoop.runningOrNull();
    if (loop == null || !TaskLaunch.close(loop, frame)) {
      throw new IllegalStateException(
          frame + " is suspended, and no task of the loop of this thread runs it");
    }
  }
}

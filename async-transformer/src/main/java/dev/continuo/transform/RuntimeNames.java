package dev.continuo.transform;

import java.util.Set;

/**
 * Every name of the runtime that the transformer recognises or emits. A test checks each against
 * the runtime's classes, so that the two modules cannot drift apart although neither depends on the
 * other.
 */
public final class RuntimeNames {

  /** The annotation on methods. */
  public static final String ASYNC_DESCRIPTOR = "Ldev/continuo/annotation/Async;";

  /** The annotation on methods that block. */
  public static final String BLOCKING_DESCRIPTOR = "Ldev/continuo/annotation/Blocking;";

  /** The marker on transformed classes. */
  public static final String TRANSFORMED_DESCRIPTOR = "Ldev/continuo/coroutine/Transformed;";

  /** Prefix of every internal name of ours: a class file without it has nothing to transform. */
  public static final String ROOT = "dev/continuo/";

  /** The facade whose static methods are the suspension points. */
  public static final String CONTINUO = "dev/continuo/Continuo";

  /** The suspending functions of the facade. */
  public static final String AWAIT = "await";

  /** Hands a value to the consumer of a generator. */
  public static final String EMIT = "emit";

  /** Hands every element of a source to the consumer of a generator. */
  public static final String EMIT_ALL = "emitAll";

  /** Descriptor of {@link #EMIT}. */
  public static final String EMIT_DESCRIPTOR = "(Ljava/lang/Object;)Ljava/lang/Object;";

  /** Async for. */
  public static final String EACH = "each";

  /** What a method throws that could not be transformed. */
  public static final String NOT_TRANSFORMED = "dev/continuo/NotTransformedError";

  /** Descriptor of its constructor of a class and a reason. */
  public static final String NOT_TRANSFORMED_DESCRIPTOR = "(Ljava/lang/String;Ljava/lang/String;)V";

  /** The factory of results. */
  public static final String VALUE = "value";

  /** The factory of the null result. */
  public static final String DONE = "done";

  /** Descriptor of {@link #VALUE}. */
  public static final String VALUE_METHOD_DESCRIPTOR = "(Ljava/lang/Object;)Ldev/continuo/Value;";

  /** Descriptor of {@code await(Awaitable)}. */
  public static final String AWAIT_AWAITABLE_DESCRIPTOR =
      "(Ldev/continuo/Awaitable;)Ljava/lang/Object;";

  /** Descriptor of {@code await(CompletionStage)}. */
  public static final String AWAIT_STAGE_DESCRIPTOR =
      "(Ljava/util/concurrent/CompletionStage;)Ljava/lang/Object;";

  /** The lazy result of an {@code @Async} method. */
  public static final String COROUTINE = "dev/continuo/Coroutine";

  /** What can be awaited. */
  public static final String AWAITABLE = "dev/continuo/Awaitable";

  /** What runs whether it is awaited or not. */
  public static final String ASYNC_FUTURE = "dev/continuo/AsyncFuture";

  /** What {@link #EACH} returns. */
  public static final String EACH_TYPE = "dev/continuo/Each";

  /** The lazy result of a method that emits. */
  public static final String GENERATOR = "dev/continuo/Generator";

  /** The lazy result of a method that emits and awaits. */
  public static final String ASYNC_GENERATOR = "dev/continuo/AsyncGenerator";

  /** A resource whose closing is awaited. */
  public static final String ASYNC_CLOSEABLE = "dev/continuo/AsyncCloseable";

  /** A resource that sees what leaves its block. */
  public static final String ASYNC_SCOPE = "dev/continuo/AsyncScope";

  /** The eager return types. */
  public static final String COMPLETABLE_FUTURE = "java/util/concurrent/CompletableFuture";

  /** The eager return types. */
  public static final String COMPLETION_STAGE = "java/util/concurrent/CompletionStage";

  /** Superclass of the generated classes. */
  public static final String FRAME = "dev/continuo/coroutine/CoroutineFrame";

  /** Superclass of the generated classes of generators. */
  public static final String GENERATOR_FRAME = "dev/continuo/coroutine/GeneratorFrame";

  /** {@code int CoroutineFrame.state}. */
  public static final String FRAME_STATE = "state";

  /** {@code Object CoroutineFrame.resume(Driver)}. */
  public static final String FRAME_RESUME = "resume";

  /** {@code String CoroutineFrame.metadata()}. */
  public static final String FRAME_METADATA = "metadata";

  /** What runs a chain. */
  public static final String DRIVER = "dev/continuo/coroutine/Driver";

  /** Descriptor form of {@link #DRIVER}. */
  public static final String DRIVER_DESCRIPTOR = "L" + DRIVER + ";";

  /** Descriptor of {@link #FRAME_RESUME}. */
  public static final String RESUME_DESCRIPTOR = "(" + DRIVER_DESCRIPTOR + ")Ljava/lang/Object;";

  /** The class of the constants of the driver that are no results. */
  public static final String SENTINEL = "dev/continuo/coroutine/Sentinel";

  /** {@code Object Driver.SUSPENDED}. */
  public static final String DRIVER_SUSPENDED = "SUSPENDED";

  /** {@code Object Driver.CALL}. */
  public static final String DRIVER_CALL = "CALL";

  /** {@code Object Driver.ENDED}. */
  public static final String DRIVER_ENDED = "ENDED";

  /** {@code void Driver.hold(Object)}. */
  public static final String DRIVER_HOLD = "hold";

  /** {@code Object Driver.held()}. */
  public static final String DRIVER_HELD = "held";

  /** {@code Object Driver.result()}. */
  public static final String DRIVER_RESULT = "result";

  /** {@code void Driver.leave()}. */
  public static final String DRIVER_LEAVE = "leave";

  /** {@code int Driver.descend()}. */
  public static final String DRIVER_DESCEND = "descend";

  /** {@code void Driver.ascend(int)}. */
  public static final String DRIVER_ASCEND = "ascend";

  /** {@code void Driver.suspended(CoroutineFrame, int)}. */
  public static final String DRIVER_RECORD = "suspended";

  /** Descriptor of {@link #DRIVER_RECORD}. */
  public static final String DRIVER_RECORD_DESCRIPTOR = "(L" + FRAME + ";I)V";

  /** The static entry points of suspension points. */
  public static final String AWAIT_CLASS = "dev/continuo/coroutine/Await";

  /** {@code Await.begin(Object, Driver)}. */
  public static final String AWAIT_BEGIN = "begin";

  /** {@code Await.tail(Object, Driver)}. */
  public static final String AWAIT_TAIL = "tail";

  /** Descriptor of {@link #AWAIT_BEGIN} and {@link #AWAIT_TAIL}. */
  public static final String AWAIT_BEGIN_DESCRIPTOR =
      "(Ljava/lang/Object;" + DRIVER_DESCRIPTOR + ")Ljava/lang/Object;";

  /** {@code Await.callee(Object, Driver)}. */
  public static final String AWAIT_CALLEE = "callee";

  /** Descriptor of {@link #AWAIT_CALLEE}. */
  public static final String AWAIT_CALLEE_DESCRIPTOR =
      "(Ljava/lang/Object;" + DRIVER_DESCRIPTOR + ")L" + FRAME + ";";

  /** {@code Await.defer(Object, Driver)}. */
  public static final String AWAIT_DEFER = "defer";

  /** Descriptor of {@link #AWAIT_DEFER}. */
  public static final String AWAIT_DEFER_DESCRIPTOR =
      "(Ljava/lang/Object;" + DRIVER_DESCRIPTOR + ")Ljava/lang/Object;";

  /** {@code Await.caught(Throwable, Driver)}. */
  public static final String AWAIT_CAUGHT = "caught";

  /** Descriptor of {@link #AWAIT_CAUGHT}. */
  public static final String AWAIT_CAUGHT_DESCRIPTOR =
      "(Ljava/lang/Throwable;" + DRIVER_DESCRIPTOR + ")V";

  /** What takes the place of the call and the await of one of {@link #BUILT_INS}. */
  public static final String BUILT_IN_CLASS = "dev/continuo/coroutine/BuiltIn";

  /** Owner, name and descriptor of each function that {@link #BUILT_IN_CLASS} awaits. */
  public static final Set<String> BUILT_INS =
      Set.of(
          CONTINUO + ".yieldNow()L" + COROUTINE + ";",
          CONTINUO + ".sleep(Ljava/time/Duration;)L" + COROUTINE + ";",
          "dev/continuo/sync/SendChannel.send(Ljava/lang/Object;)L" + COROUTINE + ";",
          "dev/continuo/sync/ReceiveChannel.receive()L" + COROUTINE + ";",
          "dev/continuo/sync/AsyncQueue.put(Ljava/lang/Object;)L" + COROUTINE + ";",
          "dev/continuo/sync/AsyncQueue.get()L" + COROUTINE + ";",
          "dev/continuo/sync/AsyncLock.acquire()L" + COROUTINE + ";",
          "dev/continuo/sync/AsyncSemaphore.acquire()L" + COROUTINE + ";");

  /** The static entry points of loops over sources and of resources. */
  public static final String ITERATION = "dev/continuo/coroutine/Iteration";

  /** Descriptor of {@code Iteration.each}. */
  public static final String ITERATION_EACH_DESCRIPTOR = "(Ljava/lang/Object;)L" + EACH_TYPE + ";";

  /** {@code Awaitable Iteration.step(Iterator)}. */
  public static final String ITERATION_STEP = "step";

  /** Descriptor of {@link #ITERATION_STEP}. */
  public static final String ITERATION_STEP_DESCRIPTOR =
      "(Ljava/util/Iterator;)Ldev/continuo/Awaitable;";

  /** {@code Object Iteration.all(Object)}. */
  public static final String ITERATION_ALL = "all";

  /** {@code Object Iteration.rest(Object)}. */
  public static final String ITERATION_REST = "rest";

  /** {@code Awaitable Iteration.close(AsyncCloseable)}, and with a Throwable. */
  public static final String ITERATION_CLOSE = "close";

  /** Descriptor of {@link #ITERATION_CLOSE} where a block ends normally. */
  public static final String ITERATION_CLOSE_DESCRIPTOR =
      "(L" + ASYNC_CLOSEABLE + ";)Ldev/continuo/Awaitable;";

  /** {@link #ITERATION_CLOSE_DESCRIPTOR} of what is only known as an AutoCloseable. */
  public static final String ITERATION_CLOSE_ANY_DESCRIPTOR =
      "(Ljava/lang/AutoCloseable;)Ldev/continuo/Awaitable;";

  /** {@link #ITERATION_CLOSE_PENDING_DESCRIPTOR} of what is only known as an AutoCloseable. */
  public static final String ITERATION_CLOSE_ANY_PENDING_DESCRIPTOR =
      "(Ljava/lang/AutoCloseable;Ljava/lang/Throwable;)Ldev/continuo/Awaitable;";

  /** Descriptor of {@link #ITERATION_CLOSE} where an exception leaves a block. */
  public static final String ITERATION_CLOSE_PENDING_DESCRIPTOR =
      "(L" + ASYNC_CLOSEABLE + ";Ljava/lang/Throwable;)Ldev/continuo/Awaitable;";

  /** The static entry points of ramps. */
  public static final String LAUNCH = "dev/continuo/coroutine/Launch";

  /** {@code Launch.completable(CoroutineFrame)}. */
  public static final String LAUNCH_COMPLETABLE = "completable";

  /** Descriptor of {@link #LAUNCH_COMPLETABLE}. */
  public static final String LAUNCH_COMPLETABLE_DESCRIPTOR =
      "(L" + FRAME + ";)L" + COMPLETABLE_FUTURE + ";";

  /** {@code Launch.generator(GeneratorFrame)}. */
  public static final String LAUNCH_GENERATOR = "generator";

  /** Descriptor of {@link #LAUNCH_GENERATOR}. */
  public static final String LAUNCH_GENERATOR_DESCRIPTOR =
      "(L" + GENERATOR_FRAME + ";)L" + GENERATOR + ";";

  /** {@code Launch.asyncGenerator(GeneratorFrame)}. */
  public static final String LAUNCH_ASYNC_GENERATOR = "asyncGenerator";

  /** Descriptor of {@link #LAUNCH_ASYNC_GENERATOR}. */
  public static final String LAUNCH_ASYNC_GENERATOR_DESCRIPTOR =
      "(L" + GENERATOR_FRAME + ";)L" + ASYNC_GENERATOR + ";";

  /** {@code Launch.background(CoroutineFrame)}. */
  public static final String LAUNCH_BACKGROUND = "background";

  /** Descriptor of {@link #LAUNCH_BACKGROUND}. */
  public static final String LAUNCH_BACKGROUND_DESCRIPTOR = "(L" + FRAME + ";)V";

  /** {@code Launch.discarded(Object, String)}. */
  public static final String LAUNCH_DISCARDED = "discarded";

  /** Descriptor of {@link #LAUNCH_DISCARDED}. */
  public static final String LAUNCH_DISCARDED_DESCRIPTOR =
      "(Ljava/lang/Object;Ljava/lang/String;)V";

  /** {@code Launch.requireFormat(int, String)}. */
  public static final String LAUNCH_REQUIRE_FORMAT = "requireFormat";

  /** Descriptor of {@link #LAUNCH_REQUIRE_FORMAT}. */
  public static final String LAUNCH_REQUIRE_FORMAT_DESCRIPTOR = "(ILjava/lang/String;)V";

  /**
   * The format that this transformer generates: one more than before whenever generated code needs
   * something of the runtime that was not there. 2: {@code BuiltIn}, {@code Sentinel}, {@code
   * Driver.descend}.
   */
  public static final int FORMAT = 2;

  private RuntimeNames() {}
}

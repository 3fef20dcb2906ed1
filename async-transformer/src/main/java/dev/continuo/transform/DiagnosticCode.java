package dev.continuo.transform;

/**
 * The catalogue of diagnostics. Codes are stable: a number is never given a new meaning. From 1 the
 * errors, from 101 the warnings.
 */
public enum DiagnosticCode {
  /** {@code await}, {@code emit} or {@code each} in a method that is not annotated. */
  OUTSIDE_ASYNC(
      1,
      "annotate the method with @Async and return Coroutine<T> (a generator type for emit), or start it with Continuo.run"),
  /** The same in a lambda whose functional method does not return a coroutine. */
  LAMBDA_CANNOT_SUSPEND(
      2,
      "use a functional type that returns Coroutine (a generator type for emit), such as AsyncCallable, or move the code into an @Async method"),
  /** A suspension point while a monitor is held. */
  INSIDE_SYNCHRONIZED(
      3,
      "use dev.continuo.sync.AsyncLock (not in a Generator), or end the synchronized part before it"),
  /** A suspension point in a constructor or static initialiser. */
  IN_CONSTRUCTOR(4, "move the code into an @Async factory method"),
  /** {@code @Async} on a native method. */
  NATIVE_METHOD(5, "remove @Async, and call the native method through toThread"),
  /** {@code @Async} on a method with a return type that cannot suspend. */
  UNSUPPORTED_RETURN_TYPE(
      6,
      "return Coroutine<T>, AsyncGenerator<T>, Generator<T>, CompletableFuture<T>, CompletionStage<T> or void"),
  /** {@code emit} in a method that is no generator. */
  EMIT_OUTSIDE_GENERATOR(
      7, "return AsyncGenerator<T> or Generator<T>, or return the value with value(x)"),
  /** {@code Continuo::await} as a method reference. */
  METHOD_REFERENCE(
      8,
      "write a lambda that returns Coroutine, such as x -> value(await(x)) for an AsyncCallable, or a loop"),
  /** The rewritten method or class does not fit the class-file format. */
  TOO_LARGE(9, "split the method"),
  /** The class file is newer than this transformer reads. */
  CLASS_FILE_TOO_NEW(10, "compile with a lower --release, or use a newer Continuo"),
  /** The class file cannot be read. */
  CORRUPT_CLASS_FILE(11, "delete it and compile again"),
  /** {@code done()} where a result is expected. */
  DONE_WITHOUT_VOID(12, "return value(x)"),
  /** The class file is older than the ones with stack maps. */
  CLASS_FILE_TOO_OLD(13, "compile with --release 11 or higher"),
  /** The compiler's own output breaks the rules of the JVM. */
  INVALID_CODE(15, "compile the class with another compiler or version, or simplify the method"),
  /** {@code await} or {@code each} in a synchronous generator. */
  AWAIT_IN_GENERATOR(16, "return AsyncGenerator<T>, and loop over it with each()"),
  /** An {@code Each} that is used for anything but a loop. */
  EACH_ESCAPES(17, "write for (T x : each(source)) and pass the source around, not the Each"),
  /** An element that cannot be of the declared type. */
  EMITTED_TYPE(18, "emit what the return type declares, or change the return type"),
  /** A close that has to wait, where nothing can. */
  CLOSE_OUTSIDE_ASYNC(19, "annotate the method with @Async, or start closeAsync() as a task"),
  /** A scope whose end cannot be told from its normal one. */
  SCOPE_SHAPE(20, "use try-with-resources, or the form of the scope that takes a lambda"),
  /** A close that has to wait, left to a function that does not. */
  CLOSE_BY_LIBRARY(21, "write try { … } finally { resource.close() }, whose close is awaited"),
  /** {@code return value(x)} in a generator. */
  VALUE_IN_GENERATOR(22, "emit the value, and return done()"),

  /** An awaitable that is created and thrown away. */
  DISCARDED_AWAITABLE(101, "await it, or make it a task with createTask"),
  /** A body that HotSpot will not compile. */
  HUGE_BODY(102, "split the method: HotSpot does not compile methods over 8,000 bytes"),
  /** A call that blocks the thread. */
  BLOCKING_CALL(103, "use the awaitable form, or wrap it in await(toThread(() -> …))"),
  /** A synchronized {@code @Async} method without awaits. */
  SYNCHRONIZED_RAMP(
      104, "the lock is released when the coroutine is created; use dev.continuo.sync.AsyncLock"),
  /** An element that leaves a generator while a scope of it is open. */
  EMIT_IN_SCOPE(
      105, "open the scope around the loop over the generator, or end it before the emit"),
  /** A transaction that a proxy ends when the coroutine is created. */
  TRANSACTION_RAMP(
      106,
      "begin and end the transaction in the body, or move what needs it into a method that does not suspend"),
  /** A finally block behind which Eclipse's compiler leaves no trace of what is returned. */
  LOSING_FINALLY(107, "let the finally block end normally, or compile the class with javac");

  /** Whether a diagnostic fails the build. */
  public enum Severity {
    /** Fails the build. */
    ERROR,
    /** Is printed. */
    WARNING
  }

  private final int number;
  private final String remedy;

  DiagnosticCode(int number, String remedy) {
    this.number = number;
    this.remedy = remedy;
  }

  /**
   * The stable name.
   *
   * @return {@code ASYNC001} and so on
   */
  public String id() {
    return "ASYNC%03d".formatted(number);
  }

  /**
   * What the user can do.
   *
   * @return an imperative phrase without a full stop
   */
  public String remedy() {
    return remedy;
  }

  /**
   * Error or warning.
   *
   * @return the severity
   */
  public Severity severity() {
    return number < 100 ? Severity.ERROR : Severity.WARNING;
  }
}

package dev.continuo.transform;

import java.util.List;
import java.util.Locale;
import java.util.StringJoiner;
import org.jspecify.annotations.Nullable;

/**
 * What the transformer makes of the {@code @Async} methods of one class: where they may suspend,
 * what each suspension keeps, and how much memory a coroutine takes.
 *
 * <pre>{@code
 * Explanation e = new Transformer(locator, TransformOptions.defaults())
 *     .explain(Files.readAllBytes(file), file.toString());
 * System.out.print(e.text());
 *
 * class dev.example.Store: 1 @Async method
 *   load(int) coroutine, object 32 bytes, body 151 bytes, 2 suspension points
 *     1 line 12 awaits dev.example.Store.connect; keeps int id
 *     2 line 13 awaits dev.example.Connection.query; keeps int id, dev.example.Connection c
 * }</pre>
 *
 * @param className the binary name of the class, or the location if the file cannot be read
 * @param outcome what {@link Transformer#transform} would say; only a class that is {@link
 *     TransformResult.Outcome#TRANSFORMED} has methods, so explain a class as the compiler wrote it
 * @param methods one per {@code @Async} method and lambda, in the order of the class file
 * @param diagnostics what the transformation reports
 */
public record Explanation(
    String className,
    TransformResult.Outcome outcome,
    List<Method> methods,
    List<Diagnostic> diagnostics) {

  /**
   * Makes the lists immutable.
   *
   * @param className see the record
   * @param outcome see the record
   * @param methods see the record
   * @param diagnostics see the record
   */
  public Explanation {
    methods = List.copyOf(methods);
    diagnostics = List.copyOf(diagnostics);
  }

  /** How the result of a method is handed over. */
  public enum Kind {
    /** Returns a {@code Coroutine}. */
    COROUTINE,
    /** Returns a {@code CompletableFuture} or {@code CompletionStage}; starts at the call. */
    COMPLETABLE,
    /** Returns a {@code Generator}. */
    GENERATOR,
    /** Returns an {@code AsyncGenerator}. */
    ASYNC_GENERATOR,
    /** Returns nothing; runs in the background. */
    VOID
  }

  /**
   * One {@code @Async} method or lambda.
   *
   * @param name as the class file has it; javac calls lambdas {@code lambda$method$0}
   * @param descriptor its descriptor, for example {@code (I)Ldev/continuo/Coroutine;}
   * @param kind how its result is handed over
   * @param coroutineClass binary name of the class of its coroutine objects
   * @param objectBytes how many bytes of heap one coroutine object takes, with HotSpot's defaults
   *     on 64 bits: a header of 12 bytes, references of 4 (compressed oops, heaps below 32 GB), the
   *     two fields of its superclass, its own fields, and all that rounded up to 8. Other settings
   *     and other JVMs differ. What it refers to is not counted
   * @param bodyBytes size of the bytecode of the rewritten body; over 8,000 bytes HotSpot does not
   *     compile it
   * @param points its suspension points in the order of the code, state k at index k - 1
   * @param transitions which of them may follow which, sorted
   */
  public record Method(
      String name,
      String descriptor,
      Kind kind,
      String coroutineClass,
      int objectBytes,
      int bodyBytes,
      List<Point> points,
      List<Transition> transitions) {

    /**
     * Makes the list immutable.
     *
     * @param name see the record
     * @param descriptor see the record
     * @param kind see the record
     * @param coroutineClass see the record
     * @param objectBytes see the record
     * @param bodyBytes see the record
     * @param points see the record
     * @param transitions see the record
     */
    public Method {
      points = List.copyOf(points);
      transitions = List.copyOf(transitions);
    }
  }

  /**
   * There is a way through the code from one suspension point to another that passes none between.
   *
   * @param from the state it starts in, or {@link #START}
   * @param to the state it comes to, or {@link #END}
   */
  public record Transition(int from, int to) {

    /** Where the method begins. */
    public static final int START = 0;

    /** Where it returns, or throws what it does not catch. */
    public static final int END = -1;
  }

  /** What a suspension point is. */
  public enum PointKind {
    /**
     * {@code await(x)}, written by the user or by a loop or resource that awaits. Some functions of
     * the runtime make no coroutine object here ({@code yieldNow}, {@code sleep}), or only if they
     * wait (those of channels, queues and locks).
     */
    AWAIT,
    /** {@code await(f(a))} that runs f without making a coroutine object for it. */
    DIRECT_CALL,
    /** {@code return x} of something that is awaited. */
    RETURN,
    /** {@code emit(x)}. */
    EMIT
  }

  /**
   * A place where a method may suspend.
   *
   * @param state its number in the method, from 1
   * @param line line number, or -1 if the class file does not tell
   * @param kind what it is
   * @param operand the method whose result is awaited or emitted, as {@code
   *     dev.example.Store.load}, if that is the instruction before; else the static type of the
   *     value
   * @param spilled what is kept while it is suspended
   */
  public record Point(int state, int line, PointKind kind, String operand, List<Spilled> spilled) {

    /**
     * Makes the list immutable.
     *
     * @param state see the record
     * @param line see the record
     * @param kind see the record
     * @param operand see the record
     * @param spilled see the record
     */
    public Point {
      spilled = List.copyOf(spilled);
    }
  }

  /**
   * A value that is kept over a suspension.
   *
   * @param name the variable's, or null for a value that waits on the operand stack and where the
   *     class file names no variables
   * @param type the type of the field: as the verifier sees it, so {@code int} for a boolean
   * @param field the field of the coroutine class; several values may take turns in one
   */
  public record Spilled(@Nullable String name, String type, String field) {

    private String text() {
      return type + " " + (name == null ? "(" + field + ")" : name);
    }
  }

  /**
   * The explanation for reading, as a command line prints it.
   *
   * @return lines, each with its end; see the class
   */
  public String text() {
    StringBuilder text = new StringBuilder();
    String count =
        switch (outcome) {
          case TRANSFORMED -> methods.size() + " @Async method" + (methods.size() == 1 ? "" : "s");
          case UNCHANGED -> "nothing to transform, or transformed before";
          case FAILED -> "cannot be transformed";
        };
    text.append("class ").append(className).append(": ").append(count).append('\n');
    for (Method method : methods) {
      describe(method, text);
    }
    for (Diagnostic diagnostic : diagnostics) {
      text.append("  ").append(diagnostic.format()).append('\n');
    }
    return text.toString();
  }

  private static void describe(Method method, StringBuilder text) {
    StringJoiner parameters = new StringJoiner(", ", "(", ")");
    for (var type : org.objectweb.asm.Type.getArgumentTypes(method.descriptor)) {
      parameters.add(type.getClassName());
    }
    text.append("  ").append(method.name).append(parameters);
    text.append(
        " %s, object %d bytes, body %d bytes, %d suspension point%s\n"
            .formatted(
                method.kind.name().toLowerCase(Locale.ROOT).replace('_', ' '),
                method.objectBytes,
                method.bodyBytes,
                method.points.size(),
                method.points.size() == 1 ? "" : "s"));
    for (Point point : method.points) {
      String verb =
          switch (point.kind) {
            case AWAIT -> "awaits ";
            case DIRECT_CALL -> "calls ";
            case RETURN -> "returns ";
            case EMIT -> "emits ";
          };
      text.append("    ").append(point.state);
      text.append(point.line > 0 ? " line " + point.line : "").append(' ');
      text.append(verb).append(point.operand).append("; keeps ");
      List<String> kept = point.spilled.stream().map(Spilled::text).toList();
      text.append(kept.isEmpty() ? "nothing" : String.join(", ", kept)).append('\n');
    }
  }
}

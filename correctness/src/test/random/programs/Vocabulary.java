package programs;

import static dev.continuo.Continuo.*;

import dev.continuo.AsyncCloseable;
import dev.continuo.AsyncGenerator;
import dev.continuo.Coroutine;
import dev.continuo.annotation.Async;
import dev.continuo.constructs.Steps;

/** What random programs use beside the language: all of it is deterministic and prints alike. */
public final class Vocabulary {

  private Vocabulary() {}

  /** A coroutine lambda. */
  public interface Call<T> {
    Coroutine<T> call() throws Exception;
  }

  /** A generator lambda. */
  public interface Numbers {
    AsyncGenerator<Integer> call() throws Exception;
  }

  /** A lambda without awaits. */
  public interface Plain<T> {
    T get() throws Exception;
  }

  public enum Colour {
    RED,
    GREEN,
    BLUE;

    public static Colour of(int n) {
      return values()[Math.floorMod(n, 3)];
    }
  }

  /** A checked exception. */
  public static final class Problem extends Exception {
    private static final long serialVersionUID = 1;

    public Problem(String message) {
      super(message);
    }
  }

  /** A class with fields to assign to and a constructor with arguments. */
  public static final class Pair {
    public int n;
    public long l;
    public final Object o;

    public Pair(int n, Object o) {
      this.n = n;
      this.o = o;
    }

    public Pair(int n, long l, Object o) {
      this(n, o);
      this.l = l;
    }

    @Override
    public String toString() {
      return "(" + n + " " + l + " " + cut(o) + ")";
    }
  }

  /** A resource; {@code kind} says whether its close fails. */
  public static final class Res implements AutoCloseable {
    private final Steps s;
    private final int kind;

    public Res(Steps s, int kind) {
      this.s = s;
      this.kind = kind;
      s.log("open " + kind);
    }

    @Override
    public void close() {
      s.log("close " + kind);
      if (kind % 5 == 1) {
        throw new IllegalStateException("close " + kind);
      }
    }
  }

  /** A resource whose close is awaited. */
  public static final class AsyncRes implements AsyncCloseable {
    private final Steps s;
    private final int kind;

    public AsyncRes(Steps s, int kind) {
      this.s = s;
      this.kind = kind;
      s.log("open async " + kind);
    }

    @Async
    @Override
    public Coroutine<Void> closeAsync() {
      s.log("closing " + kind);
      await(s.later(kind));
      if (kind % 5 == 1) {
        throw new IllegalStateException("async close " + kind);
      }
      s.log("closed " + kind);
      return done();
    }
  }

  /** Calls a coroutine lambda from another class. */
  @Async
  public static <T> Coroutine<T> invoke(Steps s, Call<T> call) throws Exception {
    s.log("invoke");
    return value(await(call.call()));
  }

  /** Short enough that no loop lets a string explode. */
  public static String cut(Object o) {
    return cut(String.valueOf(o));
  }

  public static String cut(String text) {
    return text == null || text.length() <= 40 ? text : text.substring(0, 40);
  }

  public static String letter(int n) {
    return String.valueOf((char) ('a' + (n & 3)));
  }

  public static int mix(Steps s, int a, long b, String c, double d) {
    s.log("mix " + a + " " + b + " " + c + " " + d);
    return a * 31 + (int) b + (int) d;
  }

  public static <T> T second(Steps s, Object first, T second) {
    s.log("second of " + cut(first));
    return second;
  }

  /** A failure without what the JVM words differently. */
  public static String told(Throwable t) {
    boolean ofTheJvm = t instanceof NullPointerException || t instanceof ClassCastException;
    StringBuilder out = new StringBuilder(t.getClass().getSimpleName());
    out.append(ofTheJvm ? "" : " " + t.getMessage());
    for (Throwable suppressed : t.getSuppressed()) {
      out.append(" [").append(told(suppressed)).append(']');
    }
    return out.toString();
  }
}

package dev.continuo.internal.net;

import dev.continuo.Coroutine;
import dev.continuo.IncompleteReadException;
import dev.continuo.LimitOverrunException;
import dev.continuo.StopAsyncIteration;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.Charset;
import org.jspecify.annotations.Nullable;

/** The reads that a StreamReader offers. */
public final class Reads {

  private static final byte[] NOTHING = {};
  private static final byte[][] LINE_FEED = {{'\n'}};

  private Reads() {}

  /** Something, at most {@code max} bytes; nothing at the end. */
  public static Coroutine<byte[]> some(ConnectionCore connection, int max) {
    return new Some(connection, max, false);
  }

  /** The same for an iteration, which ends with the input. */
  public static Coroutine<byte[]> next(ConnectionCore connection, int max) {
    return new Some(connection, max, true);
  }

  /** As much as is there and fits; -1 at the end. */
  public static Coroutine<Integer> into(ConnectionCore connection, ByteBuffer target) {
    return new Into(connection, target);
  }

  /** Exactly so many bytes. */
  public static Coroutine<byte[]> exactly(ConnectionCore connection, int count) {
    return new Exactly(connection, count);
  }

  /** All until the end. */
  public static Coroutine<byte[]> all(ConnectionCore connection) {
    return new All(connection);
  }

  /** Until the first of the separators, which is part of the result. */
  public static Coroutine<byte[]> until(ConnectionCore connection, byte[][] separators) {
    return new Until(connection, separators);
  }

  /** A line without its end; null at the end of the input. */
  public static Coroutine<@Nullable String> line(ConnectionCore connection, Charset charset) {
    return new Line(connection, charset, false);
  }

  /** The same for an iteration, which ends with the input. */
  public static Coroutine<String> nextLine(ConnectionCore connection, Charset charset) {
    return new Line(connection, charset, true);
  }

  private static final class Some extends Read<byte[]> {
    private final int max;
    private final boolean iterates;

    Some(ConnectionCore connection, int max, boolean iterates) {
      super(connection);
      this.max = max;
      this.iterates = iterates;
      track();
    }

    @Override
    boolean isSatisfied() {
      return max == 0 || connection.input().size() > 0 || connection.isInputOver();
    }

    @Override
    byte[] take() throws IOException {
      int size = connection.input().size();
      if (size == 0 && max > 0) {
        connection.throwFailure();
        if (iterates) {
          throw new StopAsyncIteration();
        }
        return NOTHING;
      }
      return connection.input().take(Math.min(size, max));
    }

    @Override
    boolean takesWithoutFail() {
      return connection.input().size() > 0;
    }

    @Override
    byte[] takeAtOnce(ByteBuffer data) {
      byte[] bytes = new byte[Math.min(data.remaining(), max)];
      data.get(bytes);
      return bytes;
    }

    @Override
    protected String function() {
      return iterates ? "blocks" : "read";
    }
  }

  private static final class Into extends Read<Integer> {
    private final ByteBuffer target;

    Into(ConnectionCore connection, ByteBuffer target) {
      super(connection);
      this.target = target;
      track();
    }

    @Override
    boolean isSatisfied() {
      return !target.hasRemaining() || connection.input().size() > 0 || connection.isInputOver();
    }

    @Override
    Integer take() throws IOException {
      if (connection.input().size() == 0 && target.hasRemaining()) {
        connection.throwFailure();
        return -1;
      }
      return connection.input().take(target);
    }

    @Override
    boolean takesWithoutFail() {
      return connection.input().size() > 0;
    }

    @Override
    protected String function() {
      return "read";
    }
  }

  private static final class Exactly extends Read<byte[]> {
    private final int count;

    Exactly(ConnectionCore connection, int count) {
      super(connection);
      this.count = count;
      track();
    }

    @Override
    boolean isSatisfied() {
      return connection.input().size() >= count || connection.isInputOver();
    }

    @Override
    byte[] take() throws IOException {
      InputBuffer input = connection.input();
      if (input.size() < count) {
        connection.throwFailure();
        throw new IncompleteReadException(input.take(input.size()), count);
      }
      return input.take(count);
    }

    @Override
    boolean takesWithoutFail() {
      return connection.input().size() >= count;
    }

    @Override
    protected String function() {
      return "readExactly";
    }
  }

  private static final class All extends Read<byte[]> {
    All(ConnectionCore connection) {
      super(connection);
      track();
    }

    @Override
    boolean isSatisfied() {
      return connection.isInputOver();
    }

    @Override
    byte[] take() throws IOException {
      connection.throwFailure();
      return connection.input().take(connection.input().size());
    }

    @Override
    boolean takesWithoutFail() {
      return false;
    }

    @Override
    protected String function() {
      return "readAll";
    }
  }

  /**
   * Looks for a separator. Each byte is looked at once: {@code scanned} ends have been tried.
   *
   * @see <a href="https://docs.python.org/3/library/asyncio-stream.html">asyncio's readuntil</a>
   */
  private abstract static class Search<T extends @Nullable Object> extends Read<T> {
    private final byte[][] separators;
    private int longest;
    private int scanned;

    /** Where the separator begins, or -1. */
    int found = -1;

    /** Where it ends. */
    int foundEnd;

    Search(ConnectionCore connection, byte[][] separators) {
      super(connection);
      this.separators = separators;
      for (byte[] each : separators) {
        longest = Math.max(longest, each.length);
      }
    }

    @Override
    final boolean isSatisfied() {
      search();
      return found >= 0 || isTooLong() || connection.isInputOver();
    }

    private void search() {
      InputBuffer input = connection.input();
      while (found < 0 && scanned < input.size()) {
        byte last = input.at(scanned++);
        for (byte[] each : separators) {
          int begin = scanned - each.length;
          if (begin >= 0 && last == each[each.length - 1] && input.startsAt(begin, each)) {
            // of several that end here, the longest
            found = found < 0 ? begin : Math.min(found, begin);
            foundEnd = scanned;
          }
        }
      }
    }

    /** How many bytes are before the separator for sure. */
    int certain() {
      return found >= 0 ? found : connection.input().size() + 1 - longest;
    }

    @Override
    final boolean takesWithoutFail() {
      return found >= 0 && !isTooLong();
    }

    final boolean isTooLong() {
      return certain() > connection.limit();
    }

    final LimitOverrunException tooLong(String what) {
      return new LimitOverrunException(
          what + " is longer than the limit of " + connection.limit() + " bytes", certain());
    }
  }

  private static final class Until extends Search<byte[]> {
    Until(ConnectionCore connection, byte[][] separators) {
      super(connection, separators);
      track();
    }

    @Override
    byte[] take() throws IOException {
      if (isTooLong()) {
        throw tooLong("what comes before the separator");
      }
      InputBuffer input = connection.input();
      if (found < 0) {
        connection.throwFailure();
        throw new IncompleteReadException(input.take(input.size()), -1);
      }
      return input.take(foundEnd);
    }

    @Override
    protected String function() {
      return "readUntil";
    }
  }

  private static final class Line extends Search<String> {
    private final Charset charset;
    private final boolean iterates;

    Line(ConnectionCore connection, Charset charset, boolean iterates) {
      super(connection, LINE_FEED);
      this.charset = charset;
      this.iterates = iterates;
      track();
    }

    /** A carriage return at its end is not part of the line. */
    @Override
    int certain() {
      int certain = super.certain();
      return certain > 0 && connection.input().at(certain - 1) == '\r' ? certain - 1 : certain;
    }

    @Override
    @Nullable Object take() throws IOException {
      InputBuffer input = connection.input();
      if (isTooLong()) {
        LimitOverrunException failure = tooLong("a line");
        input.skip(found >= 0 ? foundEnd : input.size());
        throw failure;
      }
      if (found < 0) {
        return rest(input);
      }
      boolean carriageReturn = found > 0 && input.at(found - 1) == '\r';
      String line = new String(input.take(carriageReturn ? found - 1 : found), charset);
      input.skip(carriageReturn ? 2 : 1);
      return line;
    }

    private @Nullable Object rest(InputBuffer input) throws IOException {
      connection.throwFailure();
      if (input.size() > 0) {
        return new String(input.take(input.size()), charset);
      }
      if (iterates) {
        throw new StopAsyncIteration();
      }
      return null;
    }

    @Override
    protected String function() {
      return iterates ? "lines" : "readLine";
    }
  }
}

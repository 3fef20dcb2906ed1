package dev.continuo.conformance.net;

import static dev.continuo.Continuo.*;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.continuo.Coroutine;
import dev.continuo.IncompleteReadException;
import dev.continuo.LimitOverrunException;
import dev.continuo.ReturnWhen;
import dev.continuo.Task;
import dev.continuo.annotation.Async;
import dev.continuo.net.Connection;
import dev.continuo.net.StreamReader;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** Every read, with its input in one piece and byte by byte. */
class StreamReaderTest extends Talks {

  /** Has {@code reads} read what another end writes, whole and in single bytes. */
  private static void of(String input, Reads reads) {
    for (int piece : new int[] {Integer.MAX_VALUE, 1, 3}) {
      talk(connection -> writeAll(connection, input.getBytes(UTF_8), piece), reads::from);
    }
  }

  /** What a test does with the reader. */
  private interface Reads {
    Coroutine<@Nullable Void> of(StreamReader reader) throws Exception;

    default Coroutine<@Nullable Void> from(Connection connection) throws Exception {
      return of(connection.reader());
    }
  }

  @Async
  private static Coroutine<@Nullable Void> writeAll(Connection connection, byte[] all, int piece) {
    for (int i = 0; i < all.length; i += Math.min(piece, all.length)) {
      int count = Math.min(piece, all.length - i);
      await(connection.writer().write(ByteBuffer.wrap(all, i, count)));
      await(yieldNow());
    }
    return done();
  }

  private static String text(byte[] bytes) {
    return new String(bytes, UTF_8);
  }

  @Test
  void linesEndWithALineFeedACarriageReturnOrTheInput() {
    of(
        "one\ntwo\r\n\nü\r\r\nlast",
        reader -> {
          assertThat(await(reader.readLine())).isEqualTo("one");
          assertThat(await(reader.readLine())).isEqualTo("two");
          assertThat(await(reader.readLine())).isEmpty();
          assertThat(await(reader.readLine())).isEqualTo("ü\r");
          assertThat(reader.atEof()).isFalse();
          assertThat(await(reader.readLine())).isEqualTo("last");
          assertThat(await(reader.readLine())).isNull();
          assertThat(reader.atEof()).isTrue();
          return done();
        });
  }

  @Test
  void aLoopOverLines() {
    of(
        "a\nb\nc",
        reader -> {
          List<String> lines = new ArrayList<>();
          for (String line : each(reader.lines())) {
            lines.add(line);
          }
          assertThat(lines).containsExactly("a", "b", "c");
          return done();
        });
  }

  @Test
  void aLineOverTheLimitIsDroppedAndTheNextIsRead() {
    of(
        "x".repeat(LIMIT) + "\n" + "x".repeat(LIMIT + 1) + "\nnext\n",
        reader -> {
          assertThat(await(reader.readLine())).hasSize(LIMIT);
          List<String> rest = new ArrayList<>();
          for (int i = 0; i < 4; i++) {
            try {
              rest.add("" + await(reader.readLine(), IOException.class));
            } catch (LimitOverrunException e) {
              rest.add(e.getMessage());
            }
          }
          // What had come of the long line is dropped: all of it, or all but its last bytes.
          assertThat(rest.get(0)).isEqualTo("a line is longer than the limit of 100 bytes");
          assertThat(rest).containsSubsequence("next", "null");
          return done();
        });
  }

  @Test
  void exactlySoManyBytesAlsoMoreThanTheLimit() {
    String input = "0123456789".repeat(LIMIT);
    of(
        input + "rest",
        reader -> {
          assertThat(await(reader.readExactly(0))).isEmpty();
          assertThat(text(await(reader.readExactly(input.length())))).isEqualTo(input);
          try {
            await(reader.readExactly(5), IOException.class);
            throw new AssertionError("4 bytes are no 5");
          } catch (IncompleteReadException e) {
            assertThat(text(e.partial())).isEqualTo("rest");
            assertThat(e.expected()).isEqualTo(5);
            assertThat(e)
                .hasMessage("4 bytes read, and then the input ended; expected were 5 bytes");
          }
          return done();
        });
  }

  @Test
  void untilTheSeparatorThatEndsFirst() {
    of(
        "a--b-=c==d",
        reader -> {
          byte[][] separators = {"--".getBytes(UTF_8), "==".getBytes(UTF_8), "=".getBytes(UTF_8)};
          assertThat(text(await(reader.readUntil(separators)))).isEqualTo("a--");
          assertThat(text(await(reader.readUntil(separators)))).isEqualTo("b-=");
          assertThat(text(await(reader.readUntil(separators)))).isEqualTo("c=");
          assertThat(text(await(reader.readUntil(separators)))).isEqualTo("=");
          try {
            await(reader.readUntil(separators), IOException.class);
            throw new AssertionError("there is no separator");
          } catch (IncompleteReadException e) {
            assertThat(text(e.partial())).isEqualTo("d");
            assertThat(e.expected()).isEqualTo(-1);
          }
          return done();
        });
  }

  @Test
  void whatIsOverTheLimitBeforeASeparatorStays() {
    String input = "x".repeat(LIMIT + 1) + "\n";
    of(
        input,
        reader -> {
          try {
            await(reader.readUntil("\n".getBytes(UTF_8)), IOException.class);
            throw new AssertionError("over the limit");
          } catch (LimitOverrunException e) {
            assertThat(e.consumed()).isEqualTo(LIMIT + 1);
          }
          assertThat(text(await(reader.readAll()))).isEqualTo(input);
          return done();
        });
  }

  @Test
  void someBytesUntilTheEnd() {
    of(
        "hello",
        reader -> {
          assertThat(await(reader.read(0))).isEmpty();
          StringBuilder all = new StringBuilder();
          for (byte[] some = await(reader.read(2)); some.length > 0; some = await(reader.read(2))) {
            assertThat(some).hasSizeLessThanOrEqualTo(2);
            all.append(text(some));
          }
          assertThat(all).hasToString("hello");
          assertThat(await(reader.read(2))).isEmpty();
          assertThat(await(reader.readAll())).isEmpty();
          return done();
        });
  }

  @Test
  void intoABufferOfTheCaller() {
    of(
        "hello",
        reader -> {
          ByteBuffer target = ByteBuffer.allocate(4);
          while (target.hasRemaining()) {
            assertThat(await(reader.read(target))).isPositive();
          }
          assertThat(text(target.array())).isEqualTo("hell");
          assertThat(await(reader.read(target))).isZero();
          target.clear();
          assertThat(await(reader.read(target))).isEqualTo(1);
          assertThat(await(reader.read(target))).isEqualTo(-1);
          return done();
        });
  }

  @Async
  private static Coroutine<@Nullable Void> waitsUntilTold(Connection connection) {
    assertThat(await(connection.reader().readLine())).isEqualTo("go");
    await(connection.writer().write("answer\n"));
    return done();
  }

  @Test
  void aReadThatIsCancelledHasTakenNothing() {
    talk(
        StreamReaderTest::waitsUntilTold,
        connection -> {
          Task<byte[]> first = createTask(connection.reader().readExactly(7));
          await(yieldNow());
          first.cancel();
          await(waitUntil(ReturnWhen.ALL_COMPLETED, first));
          assertThat(first.cancelled()).isTrue();
          await(connection.writer().write("go\n"));
          assertThat(await(connection.reader().readLine())).isEqualTo("answer");
          return done();
        });
  }

  @Test
  void oneCoroutineAtATimeWaitsForInput() {
    talk(
        StreamReaderTest::waitsUntilTold,
        connection -> {
          Task<@Nullable String> first = createTask(connection.reader().readLine());
          await(yieldNow());
          try {
            await(connection.reader().readLine());
            throw new AssertionError("two at a time");
          } catch (IllegalStateException e) {
            assertThat(e)
                .hasMessage("another coroutine is already waiting for input of this connection");
          }
          await(connection.writer().write("go\n"));
          assertThat(await(first)).isEqualTo("answer");
          return done();
        });
  }

  @Test
  void aSecondReaderTakesNothingFromTheFirst() {
    talk(
        connection -> writeAll(connection, "partial line\nrest".getBytes(UTF_8), 7),
        connection -> {
          StreamReader reader = connection.reader();
          Task<@Nullable String> first = createTask(reader.readLine());
          int refused = 0;
          while (!first.done()) { // also while half of the line is there, and when it is woken
            await(yieldNow());
            try {
              if (!first.done()) {
                await(reader.read(1));
                throw new AssertionError("two at a time");
              }
            } catch (IllegalStateException e) {
              refused++;
            }
          }
          assertThat(refused).isPositive();
          assertThat(await(first)).isEqualTo("partial line");
          assertThat(await(reader.readLine())).isEqualTo("rest");
          return done();
        });
  }

  @Test
  void badArguments() {
    talk(
        connection -> done(),
        connection -> {
          StreamReader reader = connection.reader();
          assertThatThrownBy(() -> reader.read(-1)).isInstanceOf(IllegalArgumentException.class);
          assertThatThrownBy(() -> reader.readExactly(-1))
              .isInstanceOf(IllegalArgumentException.class);
          assertThatThrownBy(() -> reader.blocks(0)).isInstanceOf(IllegalArgumentException.class);
          assertThatThrownBy(reader::readUntil)
              .hasMessage("Separator should contain at least one element");
          assertThatThrownBy(() -> reader.readUntil(new byte[0]))
              .hasMessage("Separator should be at least one-byte string");
          return done();
        });
  }

  @Test
  void theEndOfALineIsNotPartOfItsLength() {
    String longest = "x".repeat(LIMIT);
    talk(
        connection -> {
          await(connection.writer().write(longest + "\r\n" + longest + "\n" + longest + "y\r\n"));
          return done();
        },
        connection -> {
          assertThat(await(connection.reader().readLine())).isEqualTo(longest);
          assertThat(await(connection.reader().readLine())).isEqualTo(longest);
          try {
            await(connection.reader().readLine(), LimitOverrunException.class);
            throw new AssertionError("longer than the limit");
          } catch (LimitOverrunException e) {
            return done();
          }
        });
  }
}

package dev.continuo.internal.net;

import static org.assertj.core.api.Assertions.assertThat;

import dev.continuo.EventLoop;
import dev.continuo.Task;
import dev.continuo.internal.DefaultLoop;
import dev.continuo.net.Transport;
import java.lang.reflect.Proxy;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** A read between the tick in which it is woken and the one in which it runs. */
class ReadTest {

  private final DefaultLoop loop = (DefaultLoop) EventLoop.standard();
  private final ConnectionCore connection = new ConnectionCore(loop, 100, made -> {});

  @BeforeEach
  void connects() {
    connection.connectionMade(
        (Transport)
            Proxy.newProxyInstance(
                Transport.class.getClassLoader(),
                new Class<?>[] {Transport.class},
                (proxy, method, arguments) -> null));
  }

  @AfterEach
  void closesTheLoop() {
    loop.close();
  }

  @Test
  void whatComesGoesStraightToTheReader() {
    Task<byte[]> read = waits(4);
    inOneTick(
        () -> {
          comes("abcdef");
          assertThat(connection.input().size()).isEqualTo(2);
        });
    assertThat(text(read)).isEqualTo("abcd");
    assertThat(text(waits(4))).isEqualTo("ef");
  }

  @Test
  void oneThatIsCancelledAfterItWasWokenGivesAllBack() {
    Task<byte[]> read = waits(4);
    inOneTick(
        () -> {
          comes("abcdef");
          comes("gh");
          read.cancel();
        });
    assertThat(read.cancelled()).isTrue();
    assertThat(text(waits(100))).isEqualTo("abcdefgh");
  }

  @Test
  void aSecondOneDoesNotTakeWhatTheFirstWasWokenFor() {
    Task<@Nullable String> line = loop.createTask(Reads.line(connection, StandardCharsets.UTF_8));
    inOneTick(() -> {});
    Task<byte[]> second = loop.createTask(Reads.some(connection, 100));
    inOneTick(() -> comes("abc\ndef"));
    inOneTick(() -> {});
    assertThat(line.result()).isEqualTo("abc");
    assertThat(second.exception())
        .hasMessage("another coroutine is already waiting for input of this connection");
    assertThat(text(waits(100))).isEqualTo("def");
  }

  @Test
  void anEmptyBufferKeepsNoMemoryAndALargeOneGrows() {
    byte[] large = new byte[100_000];
    large[99_999] = 7;
    connection.dataReceived(ByteBuffer.wrap(large));
    connection.dataReceived(ByteBuffer.wrap(new byte[] {1}));
    assertThat(connection.input().take(100_000)).isEqualTo(large);
    assertThat(connection.input().take(1)).containsExactly(1);
    assertThat(connection.input().size()).isZero();
  }

  private Task<byte[]> waits(int max) {
    Task<byte[]> read = loop.createTask(Reads.some(connection, max));
    inOneTick(() -> {});
    return read;
  }

  /** Does it, and lets the loop run what that made ready. */
  private void inOneTick(Runnable action) {
    loop.callSoon(
        () -> {
          action.run();
          loop.callSoon(() -> loop.callSoon(loop::stop));
        });
    loop.runForever();
  }

  private void comes(String text) {
    connection.dataReceived(ByteBuffer.wrap(text.getBytes(StandardCharsets.UTF_8)));
  }

  private static String text(Task<byte[]> read) {
    return new String(read.result(), StandardCharsets.UTF_8);
  }
}

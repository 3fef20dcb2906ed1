package dev.continuo.internal.process;

import dev.continuo.Continuo;
import dev.continuo.Coroutine;
import dev.continuo.coroutine.Driver;
import dev.continuo.internal.net.ConnectionCore;
import dev.continuo.internal.net.Reads;
import java.nio.ByteBuffer;
import java.util.List;
import java.util.function.BiFunction;
import org.jspecify.annotations.Nullable;

/**
 * asyncio's communicate: the input goes to the thread that writes, both outputs are read by tasks,
 * and all three go on at the same time. If the process does not want all the input, so be it.
 */
final class Communicate<T> extends ProcessFrame<T> {

  private static final byte[] NOTHING = {};

  private final byte[] data;
  private final BiFunction<byte[], byte[], T> wrap;

  Communicate(ProcessCore process, byte[] data, BiFunction<byte[], byte[], T> wrap) {
    super(process, "communicate");
    this.data = data;
    this.wrap = wrap;
    track();
  }

  @Override
  public @Nullable Object resume(Driver driver) throws Throwable {
    Object result = state == STARTED ? begin(driver) : driver.result();
    return result instanceof List<?> parts
        ? wrap.apply((byte[]) parts.get(0), (byte[]) parts.get(1))
        : Driver.SUSPENDED;
  }

  private @Nullable Object begin(Driver driver) throws Throwable {
    ConnectionCore stdin = process.stdin();
    if (stdin != null) {
      if (data.length > 0) {
        var unused = stdin.write(ByteBuffer.wrap(data));
      }
      stdin.transport().writeEof();
    }
    List<Coroutine<?>> all =
        List.of(read(process.stdout()), read(process.stderr()), process.waitForExit());
    return await(Continuo.gather(all), driver, 1);
  }

  private static Coroutine<byte[]> read(@Nullable ConnectionCore stream) {
    return stream == null ? Continuo.value(NOTHING) : Reads.all(stream);
  }
}

package dev.continuo.internal.pipe;

import dev.continuo.internal.DefaultLoop;
import dev.continuo.internal.net.ConnectionCore;
import java.io.InputStream;
import org.jspecify.annotations.Nullable;

/** The standard input, read for one loop after the other. */
public final class StandardInput {

  private static final int LIMIT = 1 << 16;

  private static @Nullable SharedInput shared;
  private static @Nullable ConnectionCore known;
  private static @Nullable DefaultLoop owner;

  private StandardInput() {}

  /** The input of a loop, always the same; a loop that is open keeps it. */
  public static synchronized ConnectionCore of(DefaultLoop loop) {
    InputStream stream = System.in;
    SharedInput source = shared;
    if (source == null || !source.isOf(stream)) {
      source = new SharedInput(stream);
      shared = source;
      known = null;
      owner = null;
    }
    if (known != null && owner == loop) {
      return known;
    }
    if (owner != null && !owner.isClosed()) {
      throw new IllegalStateException(
          "another loop, which is still open, reads the standard input");
    }
    ConnectionCore core = new ConnectionCore(loop, LIMIT, made -> {});
    new PipeInput(loop, source, "stdin", core).start();
    known = core;
    owner = loop;
    return core;
  }
}

package dev.continuo.internal.process;

import dev.continuo.Coroutine;
import dev.continuo.internal.DefaultLoop;
import dev.continuo.internal.net.ConnectionCore;
import dev.continuo.internal.pipe.PipeInput;
import dev.continuo.internal.pipe.PipeOutput;
import dev.continuo.internal.sync.EventCore;
import java.io.File;
import java.io.InputStream;
import java.lang.ProcessBuilder.Redirect;
import java.time.Duration;
import java.util.OptionalInt;
import java.util.function.BiFunction;
import java.util.function.Supplier;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * A process and its pipes.
 *
 * <pre>
 *   runs ──onExit──▶ exited: the exit code is known        the pipes end by themselves, or later
 * </pre>
 *
 * <p>Signals are sent through the handle: {@code Process.destroy} closes the pipes with it, and may
 * block there.
 */
public final class ProcessCore {

  private static final System.Logger LOG = System.getLogger("dev.continuo");
  private static final Pattern SIGNAL = Pattern.compile("[A-Za-z0-9+-]+");

  private final DefaultLoop loop;
  private final Process process;
  private final ProcessHandle handle;
  private final String name;
  private final Duration grace;
  private final EventCore exited;
  private final Runnable onLoopClosed = this::loopClosed;
  private OptionalInt exitCode = OptionalInt.empty();

  private final @Nullable ConnectionCore stdin;
  private final @Nullable ConnectionCore stdout;
  private final @Nullable ConnectionCore stderr;
  private @Nullable PipeOutput input;
  private @Nullable PipeInput output;
  private @Nullable PipeInput errors;

  ProcessCore(
      DefaultLoop loop, Process process, ProcessBuilder builder, int limit, Duration grace) {
    this.loop = loop;
    this.process = process;
    this.handle = process.toHandle();
    this.name = builder.command().get(0) + " (pid " + process.pid() + ")";
    this.grace = grace;
    this.exited = new EventCore("the end of " + name);
    loop.resources().add(onLoopClosed);
    loop.hold(1);
    stdin = builder.redirectInput().equals(Redirect.PIPE) ? newCore(limit) : null;
    stdout = builder.redirectOutput().equals(Redirect.PIPE) ? newCore(limit) : null;
    boolean hasErrors =
        builder.redirectError().equals(Redirect.PIPE) && !builder.redirectErrorStream();
    stderr = hasErrors ? newCore(limit) : null;
    openPipes();
    var unused =
        process
            .onExit()
            .thenAccept(
                ended -> {
                  boolean unusedPost = loop.tryPost(() -> exited(ended.exitValue()));
                });
  }

  private ConnectionCore newCore(int limit) {
    return new ConnectionCore(loop, limit, core -> {});
  }

  private void openPipes() {
    if (stdin != null) {
      input = new PipeOutput(loop, process.getOutputStream(), "stdin of " + name, true, stdin);
    }
    if (stdout != null) {
      output = reading(process.getInputStream(), "stdout of " + name, stdout);
    }
    if (stderr != null) {
      errors = reading(process.getErrorStream(), "stderr of " + name, stderr);
    }
  }

  private PipeInput reading(InputStream stream, String what, ConnectionCore core) {
    PipeInput pipe = new PipeInput(loop, stream, what, core);
    pipe.start();
    return pipe;
  }

  private void exited(int code) {
    exitCode = OptionalInt.of(code);
    loop.hold(-1);
    loop.resources().remove(onLoopClosed);
    if (input != null) {
      input.readerIsGone();
    }
    exited.set();
  }

  private void loopClosed() {
    LOG.log(
        System.Logger.Level.WARNING,
        "the loop was closed while {0} was running; it is killed: close processes, or wait for them",
        name);
    var unused = handle.destroyForcibly();
  }

  // What AsyncProcess offers

  /** The standard input; null if that is no pipe. */
  public @Nullable ConnectionCore stdin() {
    return stdin;
  }

  /** The standard output; null if that is no pipe. */
  public @Nullable ConnectionCore stdout() {
    return stdout;
  }

  /** The standard error; null if that is no pipe. */
  public @Nullable ConnectionCore stderr() {
    return stderr;
  }

  /** Its number. */
  public long pid() {
    return process.pid();
  }

  /** Its handle. */
  public ProcessHandle handle() {
    return handle;
  }

  /** Empty while it runs. */
  public OptionalInt exitCode() {
    return exitCode;
  }

  /** Waits for the exit code. */
  public Coroutine<Integer> waitForExit() {
    return new WaitForExit(this);
  }

  /** Sends SIGTERM or SIGKILL. */
  public boolean signal(boolean kills) {
    loop.checkThread();
    return exitCode.isEmpty() && (kills ? handle.destroyForcibly() : handle.destroy());
  }

  /** Sends any signal: {@code send} does. */
  public Coroutine<@Nullable Void> sendSignal(String signal, Supplier<Coroutine<?>> send) {
    if (File.separatorChar == '\\') {
      throw new UnsupportedOperationException("Windows has no signals");
    }
    if (!SIGNAL.matcher(signal).matches()) {
      throw new IllegalArgumentException("not the name of a signal: " + signal);
    }
    return new SendSignal(this, send);
  }

  /** Ends the standard input. */
  public Coroutine<@Nullable Void> closeStdin() {
    if (stdin == null) {
      throw new IllegalStateException("stdin is no pipe");
    }
    return new CloseStdin(stdin);
  }

  /** Writes, reads to the end, waits for the exit. */
  public <T> Coroutine<T> communicate(byte[] data, BiFunction<byte[], byte[], T> wrap) {
    return new Communicate<>(this, data, wrap);
  }

  /** Ends the process, and waits for that. */
  public Coroutine<@Nullable Void> close() {
    return close(grace);
  }

  /** The same with another grace. */
  Coroutine<@Nullable Void> close(Duration otherGrace) {
    return new CloseProcess(this, otherGrace);
  }

  // What the coroutines need

  DefaultLoop loop() {
    return loop;
  }

  boolean hasExited() {
    return exitCode.isPresent();
  }

  Coroutine<@Nullable Void> untilExit() {
    return exited.untilSet();
  }

  /** Nobody reads or writes any more; what the process still prints is dropped. */
  void dropPipes() {
    if (input != null) {
      input.abort();
    }
    if (output != null) {
      output.abort();
    }
    if (errors != null) {
      errors.abort();
    }
  }

  /** Waits for a pipe whose thread still runs; null if there is none. */
  @Nullable Coroutine<@Nullable Void> untilNextPipeEnds() {
    if (output != null && !output.hasThreadEnded()) {
      return output.untilThreadEnds();
    }
    if (errors != null && !errors.hasThreadEnded()) {
      return errors.untilThreadEnds();
    }
    return input != null && !input.hasThreadEnded() ? input.untilThreadEnds() : null;
  }

  @Override
  public String toString() {
    return name;
  }
}

package dev.continuo.samples.radio.sink;

import dev.continuo.AsyncCloseable;
import dev.continuo.Coroutine;
import java.io.IOException;
import org.jspecify.annotations.Nullable;

/**
 * Takes the sound. Whoever awaits each write is held back by a device or file that is slow.
 *
 * <pre>{@code
 * try (AudioOut out = AudioOuts.wav(Path.of("radio.wav"), 2)) {
 *   await(out.write(audio));
 * }
 * }</pre>
 */
public interface AudioOut extends AsyncCloseable {

  /**
   * Writes sound. Two writes at a time are not allowed.
   *
   * @param audio belongs to the caller again when the write is done
   * @return a coroutine, done when there is room for more
   * @throws IOException when it is awaited: the file, pipe or device failed
   */
  Coroutine<@Nullable Void> write(Audio audio) throws IOException;

  /**
   * Somebody wants the end: a close, from now on, waits a second at most for a reader or a device
   * that takes nothing. A file is written to its end all the same. A close that is cancelled is in
   * a hurry too.
   */
  void hurry();

  /**
   * How much of the sound, at its end, a reader or a device did not take though it was waited for.
   *
   * @return in seconds; 0 until it is closed
   */
  double untaken();

  /**
   * Writes what is left, and closes.
   *
   * @return a lazy coroutine; cancelling it does not end it before its worker thread is done. It
   *     fails with {@link IOException} if the file, pipe or device does
   */
  @Override
  Coroutine<@Nullable Void> closeAsync();
}

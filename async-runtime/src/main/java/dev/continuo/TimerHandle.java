package dev.continuo;

/**
 * A callback that was given to {@link EventLoop#callLater} or {@link EventLoop#callAt}.
 *
 * <pre>{@code
 * TimerHandle alarm = loop.callLater(Duration.ofSeconds(5), this::giveUp);
 * ...
 * alarm.cancel();
 * }</pre>
 */
public interface TimerHandle extends Handle {

  /**
   * When the callback is due.
   *
   * @return nanoseconds on the clock of {@link EventLoop#time}
   */
  long when();
}

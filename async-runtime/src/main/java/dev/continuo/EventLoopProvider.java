package dev.continuo;

/**
 * Makes the loops of a program: a service of {@link java.util.ServiceLoader}, found beside the
 * runtime. With none, {@link EventLoop#create}, {@link Continuo#run} and {@link Runner} use the
 * runtime's own loops, as they come.
 *
 * <pre>{@code
 * public final class OurLoops implements EventLoopProvider {
 *   @Override
 *   public EventLoop newLoop() {
 *     EventLoop loop = EventLoop.standard();
 *     loop.setDefaultExecutor(OUR_THREADS);
 *     loop.setExceptionHandler(OurLoops::report);
 *     return loop;
 *   }
 * }
 *
 * // META-INF/services/dev.continuo.EventLoopProvider, or "provides" in module-info.java
 * com.example.OurLoops
 * }</pre>
 *
 * <p>More than one is an error, unless {@code -Dcontinuo.eventLoopProvider=com.example.OurLoops}
 * says which; {@code standard} stands for none of them. Loops with a virtual clock are always the
 * runtime's own.
 *
 * <p>A provider makes its loops with {@link EventLoop#standard}, or with {@link EventLoop#hosted}:
 * on a thread of somebody else's, another event loop for example. It does not implement {@link
 * EventLoop} itself, and {@link EventLoop#create} refuses a loop that was made otherwise, as the
 * functions of {@link Continuo} could not use it.
 */
@FunctionalInterface
public interface EventLoopProvider {

  /**
   * Makes a loop. Called by any thread.
   *
   * @return a new loop that nobody else uses, and that does not run
   */
  EventLoop newLoop();
}

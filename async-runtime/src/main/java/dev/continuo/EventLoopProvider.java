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
 * <p>A loop of another kind than {@link EventLoop#standard} can be made and run with the methods of
 * {@link EventLoop}; the functions of {@link Continuo}, and Runner, work with the runtime's own
 * kind only, and Runner refuses another.
 */
@FunctionalInterface
public interface EventLoopProvider {

  /**
   * Makes a loop. Called by any thread.
   *
   * @return a new loop that nobody else uses
   */
  EventLoop newLoop();
}

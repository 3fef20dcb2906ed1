package dev.continuo.context.propagation;

import dev.continuo.ThreadLocalCarrier;
import io.micrometer.context.ContextRegistry;
import io.micrometer.context.ContextSnapshot;
import io.micrometer.context.ContextSnapshotFactory;
import org.jspecify.annotations.Nullable;

/**
 * Carries every thread-local that is registered in {@link ContextRegistry#getInstance}.
 *
 * <pre>{@code
 * ContextRegistry.getInstance().registerThreadLocalAccessor(new Slf4jThreadLocalAccessor());
 * ...
 * @Async Coroutine<Void> handle(Request request) {
 *   MDC.put("request", request.id());
 *   Item item = await(load(request));      // other tasks of the loop do not see the entry,
 *   log.info("loaded {}", item);           // this one does, on this thread or on another
 *   return done();
 * }
 * }</pre>
 *
 * <p>Values follow the rules of {@link dev.continuo.ContextVar}: a task starts with those of the
 * code that created it and keeps what it changes; a coroutine that is awaited directly shares its
 * caller's; callbacks and {@code toThread} get copies. Between steps the thread has its own.
 *
 * <p>Used by the runtime, which finds it with {@link java.util.ServiceLoader}; any thread. A
 * thread-local whose value is a mutable object is carried as that object, not as a copy of it
 * (Micrometer's accessor of the MDC does copy). An accessor whose values are scopes to be closed in
 * order, such as that of Micrometer's Observation, sees them opened and closed around every step; a
 * scope that code opens and leaves open across an await is not its to close.
 */
public final class RegisteredThreadLocals implements ThreadLocalCarrier {

  private static final ContextSnapshotFactory SNAPSHOTS =
      ContextSnapshotFactory.builder().clearMissing(true).build();

  private static final ContextSnapshot NOTHING = SNAPSHOTS.captureFrom();

  /** For {@link java.util.ServiceLoader}. */
  public RegisteredThreadLocals() {}

  @Override
  public Object capture(@Nullable Object last) {
    ContextSnapshot now = SNAPSHOTS.captureAll();
    return last != null && now.equals(last) ? last : now;
  }

  @Override
  public Scope install(@Nullable Object values) {
    ContextSnapshot snapshot = values instanceof ContextSnapshot captured ? captured : NOTHING;
    return snapshot.setThreadLocals()::close;
  }

  @Override
  public String toString() {
    return "Micrometer's context-propagation";
  }
}

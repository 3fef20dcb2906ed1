package dev.continuo;

import org.jspecify.annotations.Nullable;

/**
 * Tasks that belong to a block: the block is not left before all of them are done, and if one
 * fails, the others are cancelled; asyncio's {@code TaskGroup}. Made, and entered at once, by
 * {@link Continuo#taskGroup()}.
 *
 * <pre>{@code
 * try (var group = taskGroup()) {
 *   Task<User> user = group.createTask(loadUser(id));
 *   Task<List<Order>> orders = group.createTask(loadOrders(id));
 *   await(audit(id));                          // the tasks run meanwhile
 * }                                            // waits for both
 * }</pre>
 *
 * <p>or, as an expression, {@link Continuo#taskGroup(Body)}:
 *
 * <pre>{@code
 * Page page = await(taskGroup(group -> {
 *   Task<User> user = group.createTask(loadUser(id));
 *   Task<List<Order>> orders = group.createTask(loadOrders(id));
 *   return value(new Page(await(user), await(orders)));
 * }));
 * }</pre>
 *
 * <p>Failures. The first task that fails with anything but {@link CancelledError} has the other
 * tasks cancelled, and the task of the block too, if the block still runs. When all are done, the
 * block throws one {@link ExceptionGroup} with every failure, in the order in which the tasks were
 * created; what the block itself threw comes last. If the block throws, the tasks are cancelled in
 * the same way. A fatal error (VirtualMachineError, LinkageError) comes as it is, not in a group. A
 * task that is cancelled is no failure.
 *
 * <p>Cancellation. When the task of the block is cancelled from outside, the tasks are cancelled
 * and waited for, however often that happens; then the CancelledError goes on, unless a task
 * failed: then the ExceptionGroup is thrown, and the next {@code await} of the surrounding code
 * throws the CancelledError.
 *
 * <p>The group may be handed to its tasks, so that they create further ones. It belongs to the
 * loop's thread.
 */
public interface TaskGroup extends AsyncScope {

  /**
   * Starts a task in this group; its first step is in the next tick.
   *
   * @param coroutine a coroutine that was not started
   * @param <T> the type of its result
   * @return the task
   * @throws IllegalStateException "TaskGroup … is finished" when the block was left, "TaskGroup …
   *     is shutting down" after a failure or a cancellation; the coroutine is closed then
   */
  default <T extends @Nullable Object> Task<T> createTask(Coroutine<? extends T> coroutine) {
    return createTask(coroutine, null, null);
  }

  /**
   * Starts a task in this group; its first step is in the next tick.
   *
   * @param coroutine a coroutine that was not started
   * @param name the name, or null for {@code Task-n}
   * @param <T> the type of its result
   * @return the task
   * @throws IllegalStateException as {@link #createTask(Coroutine)}
   */
  default <T extends @Nullable Object> Task<T> createTask(
      Coroutine<? extends T> coroutine, @Nullable String name) {
    return createTask(coroutine, name, null);
  }

  /**
   * Starts a task in this group; its first step is in the next tick.
   *
   * @param coroutine a coroutine that was not started
   * @param name the name, or null for {@code Task-n}
   * @param context the context that it runs in, not a copy of it; null for a copy of the current
   *     one
   * @param <T> the type of its result
   * @return the task
   * @throws IllegalStateException as {@link #createTask(Coroutine)}
   */
  <T extends @Nullable Object> Task<T> createTask(
      Coroutine<? extends T> coroutine, @Nullable String name, @Nullable Context context);

  /**
   * Starts a task in this group and waits until it says that it is ready; Trio's {@code
   * nursery.start}.
   *
   * <pre>{@code
   * int port = await(group.start(status -> {
   *   Server server = await(listen(0));
   *   status.started(server.port());          // start() returns; the task goes on
   *   await(server.serveForever());
   *   return done();
   * }));
   * }</pre>
   *
   * @param body what to run
   * @param <V> the type of what it says when it is ready
   * @return a lazy coroutine of what the task gave to {@link Status#started}. It fails with what
   *     the task fails with before that, and the group does not; and with IllegalStateException if
   *     the task ends before that. Cancelling it cancels the task, and waits for it
   */
  default <V extends @Nullable Object> Coroutine<V> start(Starting<V> body) {
    return start(body, null);
  }

  /**
   * Starts a task in this group and waits until it says that it is ready; see {@link
   * #start(Starting)}.
   *
   * @param body what to run
   * @param name the name of the task, or null for {@code Task-n}
   * @param <V> the type of what it says when it is ready
   * @return a lazy coroutine of what the task gave to {@link Status#started}
   */
  <V extends @Nullable Object> Coroutine<V> start(Starting<V> body, @Nullable String name);

  /**
   * What {@link #start(Starting)} runs; a lambda of this type may await.
   *
   * @param <V> the type of what it says when it is ready
   */
  @FunctionalInterface
  interface Starting<V extends @Nullable Object> {

    /**
     * Makes the coroutine of the task.
     *
     * @param status to be told when the task is ready
     * @return a new coroutine
     * @throws Exception if it cannot be made; a transformed lambda throws through the coroutine
     */
    Coroutine<@Nullable Void> run(Status<V> status) throws Exception;
  }

  /**
   * How a task says that it is ready.
   *
   * @param <V> the type of what it says
   */
  interface Status<V extends @Nullable Object> {

    /**
     * Has {@link #start(Starting)} return. Does nothing if that was cancelled meanwhile.
     *
     * @param value what it returns
     * @throws IllegalStateException if it was called already
     */
    void started(V value);
  }

  /**
   * The block of {@link Continuo#taskGroup(Body)}; a lambda of this type may await.
   *
   * @param <T> the type of the result, which may be null
   */
  @FunctionalInterface
  interface Body<T extends @Nullable Object> {

    /**
     * Makes the coroutine of the block.
     *
     * @param group the group, which is entered
     * @return a new coroutine
     * @throws Exception if it cannot be made; a transformed lambda throws through the coroutine
     */
    Coroutine<T> run(TaskGroup group) throws Exception;
  }
}

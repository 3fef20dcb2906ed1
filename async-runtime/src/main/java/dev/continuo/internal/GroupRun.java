package dev.continuo.internal;

import dev.continuo.TaskGroup;
import dev.continuo.coroutine.Await;
import dev.continuo.coroutine.Driver;
import org.jspecify.annotations.Nullable;

/**
 * A block of code in a {@link GroupScope}.
 *
 * <pre>
 *   group = taskGroup()
 *   try { value = await(body.run(group)) } catch (Throwable t) { pending = t }
 *   r = await(group.exit(pending))
 *   if (r != null) throw r
 *   return value
 * </pre>
 */
public final class GroupRun<T extends @Nullable Object> extends RuntimeFrame<T> {

  private static final int AWAITS_BODY = 1;
  private static final int AWAITS_EXIT = 2;

  private final TaskGroup.Body<T> body;
  private final boolean isSupervisor;
  private @Nullable GroupScope group;
  private @Nullable Object value;

  /** Makes the coroutine of {@code taskGroup(body)} or {@code supervisor(body)}. */
  public GroupRun(TaskGroup.Body<T> body, boolean isSupervisor) {
    this.body = body;
    this.isSupervisor = isSupervisor;
  }

  @Override
  public @Nullable Object resume(Driver driver) throws Throwable {
    if (state == AWAITS_EXIT) {
      return ended(driver.result());
    }
    GroupScope entered = group;
    if (entered == null) {
      entered = GroupScope.entered(LoopDriver.of(driver).loop, isSupervisor);
      group = entered;
    }
    Throwable pending = null;
    try {
      Object result =
          state == STARTED ? await(body.run(entered), driver, AWAITS_BODY) : driver.result();
      if (result == Driver.SUSPENDED) {
        return result;
      }
      value = result;
    } catch (Throwable t) {
      Await.caught(t, driver);
      pending = t;
    }
    Object result = await(entered.exit(pending), driver, AWAITS_EXIT);
    return result == Driver.SUSPENDED ? result : ended(result);
  }

  private @Nullable Object ended(@Nullable Object replacement) throws Throwable {
    if (replacement instanceof Throwable failure) {
      throw failure;
    }
    return value;
  }

  @Override
  protected String function() {
    return isSupervisor ? "supervisor" : "taskGroup";
  }
}

package dev.continuo.internal;

import org.jspecify.annotations.Nullable;

/**
 * What a task waits for after {@code yieldNow()}: its next turn. One object serves all. A task only
 * has a mark for it, and this is what it answers when it is asked.
 */
final class NextTurn implements Awaited {

  static final NextTurn INSTANCE = new NextTurn();

  private NextTurn() {}

  @Override
  public void subscribe(LoopTask<?> task, DefaultLoop loop) {
    loop.ready(task);
  }

  @Override
  public boolean unsubscribe(LoopTask<?> task) {
    return false;
  }

  @Override
  public boolean cancelWait(LoopTask<?> task, @Nullable String message) {
    return false; // the task is in the ready queue already, and sees the request there
  }

  @Override
  public String toString() {
    return "its next turn";
  }
}

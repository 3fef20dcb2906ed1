package dev.continuo.internal;

/** Work that another thread hands to the loop for the runtime itself. */
final class PostedHandle extends LoopHandle {

  private final Runnable work;
  private final Runnable onAbandon;

  /**
   * Makes a handle.
   *
   * @param work what to do on the loop's thread
   * @param onAbandon what to do instead, on whatever thread, if the loop closes first
   */
  PostedHandle(Runnable work, Runnable onAbandon) {
    super(Bindings.EMPTY);
    this.work = work;
    this.onAbandon = onAbandon;
  }

  @Override
  void invoke() {
    work.run();
  }

  @Override
  void abandon() {
    onAbandon.run();
  }
}

package dev.continuo.internal;

import org.jspecify.annotations.Nullable;

/**
 * Something that runs in a context of its own. A task or a callback starts with the bindings of
 * whoever made it, and gets a {@link BoundContext} object only when somebody sets a variable or
 * asks for it: most never do.
 */
interface ContextOwner {

  /** Either {@link Bindings} or a {@link BoundContext}. */
  Object contextSlot();

  void contextSlot(BoundContext context);

  default Bindings bindings() {
    Object slot = contextSlot();
    return slot instanceof Bindings bindings ? bindings : ((BoundContext) slot).bindings();
  }

  default BoundContext context() {
    Object slot = contextSlot();
    if (slot instanceof BoundContext context) {
      return context;
    }
    BoundContext context = new BoundContext((Bindings) slot);
    contextSlot(context);
    return context;
  }

  /** What goes into the slot of a new owner: the given context, or a copy of the current one. */
  static Object slot(@Nullable BoundContext given, ThreadState thread) {
    return given != null ? given : CarriedLocals.copied(thread.owner());
  }
}

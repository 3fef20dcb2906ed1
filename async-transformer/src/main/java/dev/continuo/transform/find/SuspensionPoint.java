package dev.continuo.transform.find;

/**
 * An instruction that may suspend the coroutine.
 *
 * @param state its number in the method, from 1
 * @param kind what it is
 * @param start the first instruction that is replaced: the call of the callee for {@link
 *     Kind#DIRECT} and {@link Kind#BUILT_IN}, else the same as {@code index}
 * @param index the await call or the return
 * @param operands how many stack entries the await takes (the awaitable, and a Class)
 * @param line line number, or -1
 */
public record SuspensionPoint(int state, Kind kind, int start, int index, int operands, int line) {

  /** The forms of a suspension point. */
  public enum Kind {
    /** {@code await(x)}. */
    AWAIT,
    /** {@code await(f(a))} where the body of f is in this class and cannot be overridden. */
    DIRECT,
    /** {@code await(f(a))} where f is one of the {@link BuiltIns} of the runtime. */
    BUILT_IN,
    /** {@code return x} of an awaitable. */
    TAIL,
    /** {@code emit(x)}: always suspends, and the body returns x. */
    EMIT
  }

  /**
   * The same point with another number.
   *
   * @param newState from 1
   * @return the renumbered point
   */
  public SuspensionPoint withState(int newState) {
    return new SuspensionPoint(newState, kind, start, index, operands, line);
  }
}

package dev.continuo.internal;

/** Which failures end the loop itself; asyncio's KeyboardInterrupt and SystemExit. */
public final class Fatal {
  private Fatal() {}

  /** The JVM is in trouble, or classes do not fit together. Nothing can be relied on then. */
  public static boolean is(Throwable failure) {
    return failure instanceof VirtualMachineError || failure instanceof LinkageError;
  }
}

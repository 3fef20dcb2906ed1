package dev.continuo;

/** When {@code Continuo.waitUntil} returns; asyncio's {@code return_when}. */
public enum ReturnWhen {
  /** As soon as one is done. */
  FIRST_COMPLETED,
  /** As soon as one has failed; when none fails, as {@link #ALL_COMPLETED}. */
  FIRST_EXCEPTION,
  /** When all are done. */
  ALL_COMPLETED
}

package dev.continuo.samples.radio.source;

/** What happens to samples that come faster than they are used, once the queue is full. */
public enum LossPolicy {
  /** The oldest waiting block goes: what is heard stays close to live. */
  DROP_OLDEST,
  /** The new block goes: what waits is heard without a gap, then there is one. */
  DROP_NEWEST,
  /** Nothing is read until there is a place: the sender has to wait, or to drop samples itself. */
  SUSPEND
}

/**
 * The contestant that all others are measured against: state machines as one would write them by
 * hand, as well as one can, on the smallest loop that runs them. What is left out, because the work
 * of a row does not need it: cancellation, context, exceptions that a caller catches, channels of
 * the network, and checks against mistakes. What is kept, because any such program needs it: the
 * loop takes calls from other threads, has timers, and outlives a step that throws; who waits is
 * resumed by the loop in its turn, never by the one that completes; a future may be complete before
 * anybody waits, and have several that wait; a channel has queues of those that wait; a frame is
 * made only when something really suspends; a nested call returns to its caller's frame without
 * recursion.
 */
@NullMarked
package dev.continuo.benchmarks.hand;

import org.jspecify.annotations.NullMarked;

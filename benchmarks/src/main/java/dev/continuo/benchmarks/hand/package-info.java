/**
 * The contestant that all others are measured against: state machines as one would write them by
 * hand, as well as one can, on the smallest loop that runs them. What is left out, because the work
 * of a row does not need it: cancellation, context, exceptions, timers where nobody sleeps, and
 * calls from other threads. What is kept, because any such program needs it: who waits is resumed
 * by the loop in its turn, never by the one that completes; a frame is made only when something
 * really suspends; a nested call returns to its caller's frame without recursion.
 */
@NullMarked
package dev.continuo.benchmarks.hand;

import org.jspecify.annotations.NullMarked;

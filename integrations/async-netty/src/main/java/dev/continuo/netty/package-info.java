/**
 * Coroutines on the event loops of Netty 4.2, and so of what is built on it, Vert.x for example.
 *
 * <pre>
 *   Netty's thread:   I/O ─ its tasks ─ a turn of Continuo's loop ─ I/O ─ …
 *
 *   NettyLoop       the loop that runs on a given event loop of Netty
 *   NettyLoops      has a whole program, Continuo.run, run on Netty
 *   NettyFutures    awaits Netty's futures, and shows Netty a coroutine as one
 *   NettyChannels   what a channel receives, as a stream that is read no faster than it is used
 * </pre>
 *
 * Start with {@link dev.continuo.netty.NettyLoop}.
 */
@NullMarked
package dev.continuo.netty;

import org.jspecify.annotations.NullMarked;

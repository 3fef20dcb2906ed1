/**
 * TCP and Unix domain sockets for coroutines; asyncio's streams, transports and protocols.
 *
 * <pre>
 *   streams      {@link dev.continuo.net.Streams} ──▶ {@link dev.continuo.net.Connection} ──▶
 *                {@link dev.continuo.net.StreamReader}, {@link dev.continuo.net.StreamWriter}
 *   transports   {@link dev.continuo.net.Protocol} ◀── bytes, callbacks ──▶ {@link
 *                dev.continuo.net.Transport}
 * </pre>
 *
 * <p>Streams are for programs, transports for those who write a protocol and count every byte.
 * Nothing blocks the loop: names are resolved on threads of their own. Nothing here is thread-safe:
 * another thread uses {@link dev.continuo.EventLoop#callSoonThreadsafe}.
 */
@NullMarked
package dev.continuo.net;

import org.jspecify.annotations.NullMarked;

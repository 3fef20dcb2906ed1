/**
 * TCP, Unix domain sockets and UDP for coroutines; asyncio's streams, transports and protocols.
 *
 * <pre>
 *   streams      {@link dev.continuo.net.Streams} ──▶ {@link dev.continuo.net.Connection} ──▶
 *                {@link dev.continuo.net.StreamReader}, {@link dev.continuo.net.StreamWriter}
 *   datagrams    {@link dev.continuo.net.DatagramEndpoint} ──▶ {@link dev.continuo.net.Datagram}
 *   transports   {@link dev.continuo.net.Protocol} ◀── bytes, callbacks ──▶ {@link
 *                dev.continuo.net.Transport}; {@link dev.continuo.net.DatagramProtocol} ◀──▶ {@link
 *                dev.continuo.net.DatagramTransport}
 * </pre>
 *
 * <p>Streams are for programs, transports for those who write a protocol and count every byte.
 * Nothing blocks the loop: names are resolved on threads of their own. Nothing here is thread-safe:
 * another thread uses {@link dev.continuo.EventLoop#callSoonThreadsafe}.
 */
@NullMarked
package dev.continuo.net;

import org.jspecify.annotations.NullMarked;

/**
 * The engines of {@code dev.continuo.net}.
 *
 * <pre>
 *   SelectionKey ──▶ IoRegistration ──▶ SocketTransport ──▶ Protocol: that of a user, or
 *                                        │    ▲             ConnectionCore ──▶ InputBuffer ──▶ Read
 *                                   OutputBuffer
 *
 *                 ──▶ DatagramSocketTransport ──▶ DatagramProtocol: that of a user, or
 *                                                 DatagramCore ──▶ QueueCore ──▶ Receive
 * </pre>
 */
@NullMarked
package dev.continuo.internal.net;

import org.jspecify.annotations.NullMarked;

/**
 * The engines of {@code dev.continuo.net}.
 *
 * <pre>
 *   SelectionKey ──▶ IoRegistration ──▶ SocketTransport ──▶ Protocol: that of a user, or
 *                                        │    ▲             ConnectionCore ──▶ InputBuffer ──▶ Read
 *                                   OutputBuffer
 * </pre>
 */
@NullMarked
package dev.continuo.internal.net;

import org.jspecify.annotations.NullMarked;

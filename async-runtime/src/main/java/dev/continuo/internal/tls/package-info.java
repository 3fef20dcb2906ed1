/**
 * TLS between a transport and a protocol, with the JDK's {@link javax.net.ssl.SSLEngine}.
 *
 * <pre>
 *   Protocol of the program, or ConnectionCore
 *        │ ▲
 *   TlsTransport        what the program writes to
 *        │ ▲
 *   TlsLayer            the states below, and callbacks in both directions
 *        │ ▲
 *   Records             the engine: plain bytes above, encrypted ones below
 *        │ ▲
 *   SocketTransport, or the TlsTransport of another layer
 * </pre>
 *
 * <p>The states:
 *
 * <pre>
 *   HANDSHAKE ──finished──▶ OPEN ──close()──▶ CLOSING ──the peer has closed, or had its time──▶ LOST
 *       │                    │                   │
 *       └── the engine refuses, too late, truncated, the protocol throws
 *                            │
 *                            ▼
 *                          FAILED ──the peer has the alert and closes, or had its time──▶ LOST
 *
 *   abort(), and a socket that fails, lead from everywhere to LOST
 * </pre>
 *
 * <p>What the protocol is told: {@code connectionMade} on the way to OPEN, {@code connectionLost}
 * on the way to FAILED or, if it had not failed, to LOST. While OPEN each direction ends by itself:
 *
 * <pre>
 *   input    bytes ──close_notify──▶ eofReceived     end without it: FAILED, the input is truncated
 *   output   bytes ──writeEof()──▶ close_notify      TLS 1.2: each end brings about the other
 * </pre>
 *
 * <p>In each state it is the engine that knows what comes next. One loop, {@code pump}, asks it
 * until nothing moves any more; each event (bytes from below, a write, a task that is done) runs it
 * again:
 *
 * <pre>
 *   while (something moved) switch (engine.getHandshakeStatus()) {
 *     NEED_TASK       run it on a thread of Engines; ask the engine nothing until it is done
 *     NEED_WRAP       wrap nothing, write the result below
 *     NEED_UNWRAP     unwrap a record, if there is a whole one
 *     NOT_HANDSHAKING wrap what the program wrote unless too much is to be sent below;
 *                     then perhaps the close_notify; unwrap a record unless the program pauses
 *   }
 * </pre>
 *
 * <p>Buffers: records are decrypted from the read buffer of the loop into one that the loop lends,
 * and encrypted from the array of the program into another. Only a record that is not whole, and
 * what cannot be encrypted yet, is copied. A slow reader makes the layer stop reading below once
 * the program pauses; a slow peer makes it stop encrypting, and the program is told when both
 * buffers together are over its mark (see WriteMarks).
 *
 * <p>TLS 1.3 updates its keys within the pump. A renegotiation, which only older versions have, is
 * refused: what was agreed on would change under the program.
 *
 * @see <a href="https://www.rfc-editor.org/rfc/rfc8446">RFC 8446</a>
 */
@NullMarked
package dev.continuo.internal.tls;

import org.jspecify.annotations.NullMarked;

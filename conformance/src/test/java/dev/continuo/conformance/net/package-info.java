/** Streams, servers and transports, each against the other end on this machine. */
@NullMarked
package dev.continuo.conformance.net;

import org.jspecify.annotations.NullMarked;

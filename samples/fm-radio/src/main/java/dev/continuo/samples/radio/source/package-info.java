/**
 * Where IQ samples come from: receivers on the network, recordings, and the block they arrive in.
 */
@NullMarked
package dev.continuo.samples.radio.source;

import org.jspecify.annotations.NullMarked;

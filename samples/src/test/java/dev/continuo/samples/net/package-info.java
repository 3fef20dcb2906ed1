/** Tests of the servers and clients. */
@NullMarked
package dev.continuo.samples.net;

import org.jspecify.annotations.NullMarked;

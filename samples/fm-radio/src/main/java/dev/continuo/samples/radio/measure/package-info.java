/** Measures the receiver against the bars that the sample promises to keep. */
@NullMarked
package dev.continuo.samples.radio.measure;

import org.jspecify.annotations.NullMarked;

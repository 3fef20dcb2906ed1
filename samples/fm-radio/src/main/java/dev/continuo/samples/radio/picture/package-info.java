/**
 * What the radio sees, as PNG files: spectrum, waterfall and the constellation of RDS. Each picture
 * collects while the radio runs, and is drawn at the end.
 */
@NullMarked
package dev.continuo.samples.radio.picture;

import org.jspecify.annotations.NullMarked;

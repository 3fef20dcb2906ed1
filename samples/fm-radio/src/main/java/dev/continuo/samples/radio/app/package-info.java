/**
 * The program {@code ./sample fm-radio}: its options, the loop that listens, and what it shows.
 * Start with {@link dev.continuo.samples.radio.app.Listening}.
 */
@NullMarked
package dev.continuo.samples.radio.app;

import org.jspecify.annotations.NullMarked;

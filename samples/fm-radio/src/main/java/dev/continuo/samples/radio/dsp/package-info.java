/**
 * From IQ samples to stereo audio at 48 kHz. Start with {@link
 * dev.continuo.samples.radio.dsp.FmReceiver}, which draws the whole path; each stage is a class of
 * its own with plain float arrays in and out, and knows nothing of the others. Nothing here waits,
 * allocates per block or knows of Continuo: a source pushes samples in, a sink gets audio out.
 */
@NullMarked
package dev.continuo.samples.radio.dsp;

import org.jspecify.annotations.NullMarked;

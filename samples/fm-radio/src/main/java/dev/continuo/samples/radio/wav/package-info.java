/** The headers of WAV files, for IQ recordings, for the station's programme and for what is heard. */
@NullMarked
package dev.continuo.samples.radio.wav;

import org.jspecify.annotations.NullMarked;

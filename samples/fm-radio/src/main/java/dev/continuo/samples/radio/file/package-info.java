/**
 * Files: the headers of WAV (IQ recordings, the station's programme, what is heard), and files that
 * appear whole or not at all.
 */
@NullMarked
package dev.continuo.samples.radio.file;

import org.jspecify.annotations.NullMarked;

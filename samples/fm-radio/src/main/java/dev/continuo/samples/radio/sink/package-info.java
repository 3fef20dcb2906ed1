/**
 * Where the sound goes: {@link dev.continuo.samples.radio.sink.AudioOut}. A file, a pipe or a sound
 * device blocks its writer; here that is a worker thread, one buffer ahead of the loop, so that a
 * slow one holds back the task that listens and nothing else.
 */
@NullMarked
package dev.continuo.samples.radio.sink;

import org.jspecify.annotations.NullMarked;

/**
 * Streams of elements that nobody holds all at once. {@link dev.continuo.samples.streams.TreeWalk}
 * and {@link dev.continuo.samples.streams.Permutations} are generators that need no event loop;
 * {@link dev.continuo.samples.streams.RateLimit}, {@link dev.continuo.samples.streams.WordCount}
 * and {@link dev.continuo.samples.streams.LogTail} are asynchronous ones, which wait for time and
 * for files.
 *
 * <p>{@code ./sample streams/word-count FILE} runs one. Each does something without arguments too.
 */
@NullMarked
package dev.continuo.samples.streams;

import org.jspecify.annotations.NullMarked;

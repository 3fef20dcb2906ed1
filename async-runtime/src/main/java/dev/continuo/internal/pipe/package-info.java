/**
 * Transports over blocking streams: pipes of subprocesses, standard input and output.
 *
 * <pre>
 *   InputStream  ──thread──▶ PipeInput  ──▶ ConnectionCore ──▶ StreamReader
 *   OutputStream ◀──thread── PipeOutput ◀── ConnectionCore ◀── StreamWriter
 * </pre>
 *
 * <p>The threads are daemons with small stacks, one for each stream. A thread that waits in {@code
 * read} or {@code write} cannot be woken: it ends when the other end of its pipe does.
 */
@NullMarked
package dev.continuo.internal.pipe;

import org.jspecify.annotations.NullMarked;

/**
 * Subprocesses for coroutines: asyncio's {@code create_subprocess_exec}, and {@code
 * subprocess.run}.
 *
 * <pre>
 *   {@link dev.continuo.process.Processes#exec exec, shell} ──▶ {@link
 *       dev.continuo.process.AsyncProcess}: streams, waitFor, terminate, closeAsync
 *   {@link dev.continuo.process.Processes#run run} ──▶ {@link
 *       dev.continuo.process.ProcessResult}: exit code, what it has printed
 * </pre>
 *
 * <p>Nothing blocks the loop: processes are started, and their pipes are read and written, by
 * threads that nothing else uses.
 */
@NullMarked
package dev.continuo.process;

import org.jspecify.annotations.NullMarked;

/**
 * Queues and other means for tasks of one event loop to wait for each other; asyncio's {@code
 * queues} and {@code locks}. None of it is thread-safe: another thread uses {@link
 * dev.continuo.EventLoop#callSoonThreadsafe}.
 */
@NullMarked
package dev.continuo.sync;

import org.jspecify.annotations.NullMarked;

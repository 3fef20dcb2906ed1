package dev.continuo;

import java.util.Set;

/**
 * What {@code Continuo.waitUntil} found.
 *
 * @param done those that are done, in the order they were given
 * @param pending those that are not, in the order they were given; they keep running
 * @param <F> {@link Task} or {@link AsyncFuture}
 */
public record WaitResult<F extends AsyncFuture<?>>(Set<F> done, Set<F> pending) {}

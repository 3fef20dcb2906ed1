package dev.continuo.coroutine;

import org.jspecify.annotations.Nullable;

/**
 * What a generator's body returns where it emits all elements of {@code source}: Python's {@code
 * yield from}. Made by generated code only.
 *
 * @param source an Iterable, Iterator, Stream, AsyncIterable or Publisher
 */
public record Delegation(@Nullable Object source) {}

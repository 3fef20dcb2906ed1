package dev.continuo.sync;

import org.jspecify.annotations.Nullable;

/**
 * What {@link Select#select} gives.
 *
 * @param index which of its arguments it was, from 0
 * @param value what that gave
 * @param <T> the type of the value, which may be null
 */
public record Selected<T extends @Nullable Object>(int index, T value) {}

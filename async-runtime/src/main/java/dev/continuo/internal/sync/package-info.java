/** The engines of {@code dev.continuo.sync}. */
@NullMarked
package dev.continuo.internal.sync;

import org.jspecify.annotations.NullMarked;

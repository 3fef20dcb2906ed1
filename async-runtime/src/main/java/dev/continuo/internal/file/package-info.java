/** The engines of {@code dev.continuo.file}: what blocks, for threads of the executor. */
@NullMarked
package dev.continuo.internal.file;

import org.jspecify.annotations.NullMarked;

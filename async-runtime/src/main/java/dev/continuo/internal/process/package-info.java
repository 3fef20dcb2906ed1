/** The engines of {@code dev.continuo.process}. */
@NullMarked
package dev.continuo.internal.process;

import org.jspecify.annotations.NullMarked;

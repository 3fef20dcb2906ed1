/** The loop, its futures and tasks: implementation, not exported. */
@NullMarked
package dev.continuo.internal;

import org.jspecify.annotations.NullMarked;

/**
 * Class bytes in; the rewritten class, one small class per {@code @Async} method, and diagnostics
 * out. {@link dev.continuo.transform.Transformer} is the entry point of every front end.
 */
@NullMarked
package dev.continuo.transform;

import org.jspecify.annotations.NullMarked;

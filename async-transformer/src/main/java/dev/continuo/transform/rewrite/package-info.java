/**
 * Changes of the user's code that make it analysable: done on a copy, before the analyses that the
 * plans rest on.
 */
@NullMarked
package dev.continuo.transform.rewrite;

import org.jspecify.annotations.NullMarked;

/**
 * Decisions without bytes: which variable goes into which field, where a resume enters which copy
 * of a loop, what everything is called.
 */
@NullMarked
package dev.continuo.transform.plan;

import org.jspecify.annotations.NullMarked;

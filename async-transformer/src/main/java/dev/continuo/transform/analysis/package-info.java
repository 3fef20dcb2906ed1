/**
 * What is true of a method's code: types, control flow, liveness, loops. Each class answers one
 * question and keeps no state.
 */
@NullMarked
package dev.continuo.transform.analysis;

import org.jspecify.annotations.NullMarked;

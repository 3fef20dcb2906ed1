/** Writes the ramp, the body and the coroutine class from a plan. */
@NullMarked
package dev.continuo.transform.emit;

import org.jspecify.annotations.NullMarked;

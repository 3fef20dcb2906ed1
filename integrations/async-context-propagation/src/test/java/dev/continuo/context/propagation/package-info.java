/** Programs as users write them, with real thread-locals of other libraries. */
@NullMarked
package dev.continuo.context.propagation;

import org.jspecify.annotations.NullMarked;

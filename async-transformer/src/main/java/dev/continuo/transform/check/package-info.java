/** Tells the user what cannot be transformed, before anything is. */
@NullMarked
package dev.continuo.transform.check;

import org.jspecify.annotations.NullMarked;

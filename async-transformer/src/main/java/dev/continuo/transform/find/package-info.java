/** Finds the methods and lambdas to transform and the calls in them that may suspend. */
@NullMarked
package dev.continuo.transform.find;

import org.jspecify.annotations.NullMarked;

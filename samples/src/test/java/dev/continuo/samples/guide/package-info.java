/** The code of the pages in docs, compiled and run; {@code GuidePagesTest} compares them. */
@NullMarked
package dev.continuo.samples.guide;

import org.jspecify.annotations.NullMarked;

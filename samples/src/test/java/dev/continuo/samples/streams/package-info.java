/** The programs that stream, each for exactly what it prints. */
@NullMarked
package dev.continuo.samples.streams;

import org.jspecify.annotations.NullMarked;

/** Tests of the programs that start others. */
@NullMarked
package dev.continuo.samples.process;

import org.jspecify.annotations.NullMarked;

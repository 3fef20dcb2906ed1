/**
 * The run of everything: {@link dev.continuo.benchmarks.run.Bench} is what {@code scripts/bench}
 * starts. It has the contestants checked, the rows measured by JMH in JVMs of their own, and writes
 * the table.
 */
@NullMarked
package dev.continuo.benchmarks.run;

import org.jspecify.annotations.NullMarked;

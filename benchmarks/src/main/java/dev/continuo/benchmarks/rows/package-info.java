/** The rows of the table of docs/performance.md: one class each, with a method per contestant. */
@NullMarked
package dev.continuo.benchmarks.rows;

import org.jspecify.annotations.NullMarked;

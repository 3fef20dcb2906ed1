/** Subprocesses of real programs: {@code sh}, {@code cat}, {@code sleep}. Skipped on Windows. */
@NullMarked
package dev.continuo.conformance.process;

import org.jspecify.annotations.NullMarked;

/**
 * What awaiting costs, against the same work written by hand. Only ratios inside one run mean
 * anything; each benchmark names its contestant.
 */
@NullMarked
package dev.continuo.benchmarks;

import org.jspecify.annotations.NullMarked;

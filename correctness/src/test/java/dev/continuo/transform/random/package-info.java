/**
 * Random programs: {@link dev.continuo.transform.random.ProgramGenerator} makes a {@link
 * dev.continuo.transform.random.Program} of a seed, {@link dev.continuo.transform.random.Batch}
 * compiles and transforms many of them at once, {@link dev.continuo.transform.random.Trial}
 * compares each with plain Java, and {@link dev.continuo.transform.random.Shrinker} makes a small
 * program of one that fails. The machinery of the comparison is that of the package {@code
 * constructs}.
 */
@NullMarked
package dev.continuo.transform.random;

import org.jspecify.annotations.NullMarked;

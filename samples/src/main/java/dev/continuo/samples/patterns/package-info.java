/**
 * What programs are made of again and again, each as a short program: retries, limits, timeouts,
 * pipelines, shutdown.
 */
@NullMarked
package dev.continuo.samples.patterns;

import org.jspecify.annotations.NullMarked;

/** What others have for the same work, and ours beside it; one class each, a method per row. */
@NullMarked
package dev.continuo.benchmarks.peers;

import org.jspecify.annotations.NullMarked;

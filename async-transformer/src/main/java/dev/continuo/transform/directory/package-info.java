/**
 * Transforms the class files of an output directory in place, as the build tools need it.
 *
 * <pre>
 * ClassFileScan          what is there, sorted
 *   → DirectoryPlanner   every class is transformed in memory; all diagnostics are collected
 *   → DirectoryPlan      what would be written, what would be deleted, what stands against it
 *   → DirectoryWriter    temporary files, then atomic moves: coroutine classes first, hosts last
 *   → DirectoryReport    what was done
 * </pre>
 *
 * {@link dev.continuo.transform.directory.DirectoryTransformation} is the entry point, and {@link
 * dev.continuo.transform.directory.WrittenClasses} that of a front end that knows which files its
 * compiler has just written. Nothing is written until every class is known to be fine, and a run
 * that is interrupted while it writes can be repeated.
 */
@NullMarked
package dev.continuo.transform.directory;

import org.jspecify.annotations.NullMarked;

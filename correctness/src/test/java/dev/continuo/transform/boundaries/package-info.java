/**
 * Suspends the methods of other people's libraries at every instruction, and has the JVM verify
 * what the transformer makes of them.
 *
 * <pre>
 *   jar ──Library──▶ class files ──SuspendedMethods──▶ the same methods, @Async, with an await
 *                                                      before every instruction
 *        ──Trial──▶ transformed, verified, defined and linked in a loader of its own
 * </pre>
 */
@NullMarked
package dev.continuo.transform.boundaries;

import org.jspecify.annotations.NullMarked;

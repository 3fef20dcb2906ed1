/**
 * Tests that await. {@link dev.continuo.junit.AsyncTests} on a class has its {@code @Async void}
 * methods run on an event loop of their own, in virtual time; the other annotations say what is
 * different for a class or a method.
 *
 * <pre>
 *   AsyncExtension    what JUnit calls
 *      ├── TestLoop   the loop of one test: runs its methods, and looks at what it leaves behind
 *      │      └── RealTimeWatch   ends what hangs
 *      └── OrderRuns  runs a test once for each seed
 * </pre>
 */
@NullMarked
package dev.continuo.junit;

import org.jspecify.annotations.NullMarked;

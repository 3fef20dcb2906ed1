/**
 * The programs of the usual asyncio tutorials, in Java. Start with {@link
 * dev.continuo.samples.tutorial.AwaitTwo}; {@code ./sample} lists them all and {@code ./sample
 * tutorial/await-two} runs one.
 *
 * <p>Every program is a class of its own and prints what its comment says. Those that time
 * themselves ask the loop's clock, so that the tests can run them on a virtual one.
 */
@NullMarked
package dev.continuo.samples.tutorial;

import org.jspecify.annotations.NullMarked;

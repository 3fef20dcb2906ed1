/**
 * Keeps thread-locals with the task that set them, through Micrometer's context-propagation. There
 * is nothing to call here: with this module on the class path or module path, what is registered in
 * {@link io.micrometer.context.ContextRegistry} goes along with every {@link dev.continuo.Context}.
 * Start with {@link dev.continuo.context.propagation.RegisteredThreadLocals}.
 */
@NullMarked
package dev.continuo.context.propagation;

import org.jspecify.annotations.NullMarked;

/**
 * A shop on top of services that answer with CompletableFutures, and no event loop anywhere:
 * {@code @Async} methods that return CompletableFuture fit into code that knows nothing of
 * Continuo. Start with {@link dev.continuo.samples.shop.Shop}; {@code ./sample shop/sale} runs it.
 */
@NullMarked
package dev.continuo.samples.shop;

import org.jspecify.annotations.NullMarked;

/**
 * The two annotations of Continuo. {@link dev.continuo.annotation.Async} marks a method whose body
 * may suspend; {@link dev.continuo.annotation.Blocking} marks one that must not be called from it.
 */
@NullMarked
package dev.continuo.annotation;

import org.jspecify.annotations.NullMarked;

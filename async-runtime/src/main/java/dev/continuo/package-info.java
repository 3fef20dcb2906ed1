/**
 * What programs use: {@link dev.continuo.Continuo} holds the functions ({@code run}, {@code await},
 * {@code gather}, {@code sleep}, …), the other types are the nouns they work on.
 */
@NullMarked
package dev.continuo;

import org.jspecify.annotations.NullMarked;

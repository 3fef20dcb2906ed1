/**
 * jcstress tests of what crosses threads. They stand in the package that they look into; each class
 * is one pair of parties, each nested class one race between them, and its outcomes say what may be
 * seen.
 */
@NullMarked
package dev.continuo.internal;

import org.jspecify.annotations.NullMarked;

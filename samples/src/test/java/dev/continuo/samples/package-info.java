/** What the tests of all samples use. */
@NullMarked
package dev.continuo.samples;

import org.jspecify.annotations.NullMarked;

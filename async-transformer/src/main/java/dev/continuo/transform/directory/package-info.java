/** Transforms the class files of an output directory in place, as the build tools need it. */
@NullMarked
package dev.continuo.transform.directory;

import org.jspecify.annotations.NullMarked;

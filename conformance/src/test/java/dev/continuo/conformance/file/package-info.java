/** Files, directories, standard streams. */
@NullMarked
package dev.continuo.conformance.file;

import org.jspecify.annotations.NullMarked;

/** Files and directories. */
@NullMarked
package dev.continuo.samples.file;

import org.jspecify.annotations.NullMarked;

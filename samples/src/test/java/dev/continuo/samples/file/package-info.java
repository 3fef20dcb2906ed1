/** Tests of the programs about files. */
@NullMarked
package dev.continuo.samples.file;

import org.jspecify.annotations.NullMarked;

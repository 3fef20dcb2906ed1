/** Reads class files without loading classes: a first glance, the marker, the hierarchy. */
@NullMarked
package dev.continuo.transform.classfile;

import org.jspecify.annotations.NullMarked;

/**
 * Checks the output by the rules of the JVM's verifier, with class files in place of loaded
 * classes.
 */
@NullMarked
package dev.continuo.transform.verify;

import org.jspecify.annotations.NullMarked;

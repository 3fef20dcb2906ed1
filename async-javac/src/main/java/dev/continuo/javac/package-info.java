/**
 * Transforms classes inside javac: a plugin and an annotation processor in one jar, which is put on
 * the processor path.
 *
 * <pre>
 * javac                              here
 * ─────────────────────────────────  ─────────────────────────────────────────────────────────────
 * start                              ContinuoPlugin      listens to this compilation
 * annotation processing, round 1     ContinuoProcessor   hands its environment over: its Filer knows
 *                                                        where class files go, and the plugin does not
 * class is checked                   MissingProcessor    only if no environment came: says so
 * class is written                   WrittenFiles        notes the file, and its source
 * all are written (or not)           Transformation      the transformer's pipeline over these files,
 *                                                        asking javac's own symbols about supertypes
 *                                    DiagnosticPrinter   finds the calls in the sources; javac fails
 * </pre>
 *
 * {@link dev.continuo.javac.ContinuoPlugin} is where to start. Only public API of the JDK is used.
 * Nothing is static: build tools keep class loaders, and compile on several threads. Nothing that
 * is thrown here reaches javac, which would take it for a crash.
 */
@NullMarked
package dev.continuo.javac;

import org.jspecify.annotations.NullMarked;

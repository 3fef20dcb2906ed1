/**
 * What a debugger shows of transformed code, on a real debuggee: {@link
 * dev.continuo.transform.debug.DebuggeeBuild} makes the class files of the programs in {@code
 * src/test/debuggee}, {@link dev.continuo.transform.debug.DebuggedProgram} runs one of them under
 * JDI. The yardstick is the same program untransformed.
 */
@NullMarked
package dev.continuo.transform.debug;

import org.jspecify.annotations.NullMarked;

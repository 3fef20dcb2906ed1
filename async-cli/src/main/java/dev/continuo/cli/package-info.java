/**
 * The command line: {@code java -jar async-cli.jar target/classes}.
 *
 * <pre>
 *   AsyncCli ── a directory ──▶ DirectoryTransformation
 *        ├───── a jar ────────▶ JarTransformation: unpack, DirectoryTransformation, pack
 *        └───── --explain ────▶ Explanations: text, StateMachinePicture
 * </pre>
 */
@NullMarked
package dev.continuo.cli;

import org.jspecify.annotations.NullMarked;

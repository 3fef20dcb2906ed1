/**
 * Files and directories for coroutines.
 *
 * <pre>
 *   {@link dev.continuo.file.AsyncFiles} ──▶ all at once: readString, write, append
 *                ├─▶ {@link dev.continuo.file.FileStream}: lines, blocks
 *                ├─▶ {@link dev.continuo.file.AsyncFile}: any place of an open file
 *                └─▶ {@link dev.continuo.file.DirectoryWatch}: what is made, changed, deleted
 * </pre>
 *
 * <p>The system has no files that do not block, so that all work is done in the default executor of
 * the loop ({@link dev.continuo.EventLoop#setDefaultExecutor}), many elements at a time. Whoever is
 * cancelled goes on at once; the thread ends what it has begun.
 */
@NullMarked
package dev.continuo.file;

import org.jspecify.annotations.NullMarked;

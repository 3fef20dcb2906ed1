package dev.continuo.transform.directory;

import dev.continuo.transform.Diagnostic;

/**
 * Hears what a {@link DirectoryTransformation} has to say while it runs. All calls come on the
 * thread that runs it.
 */
public interface DirectoryListener {

  /**
   * An error or a warning about the user's code. They come sorted by file and line, each once,
   * before anything is written.
   *
   * @param diagnostic what is wrong; its source is the path of an existing file where one was found
   *     below the source roots
   */
  void diagnostic(Diagnostic diagnostic);

  /**
   * Something that is not in the user's code and does not stop the run, such as a class path entry
   * that does not exist.
   *
   * @param message one sentence that says what, where, and what to do
   */
  void warning(String message);

  /**
   * A class was rewritten on disk.
   *
   * @param className its binary name
   * @param methods how many of its methods and lambdas are resumable now
   */
  void transformed(String className, int methods);

  /**
   * A class file was looked at: for who shows how far a long run is. Called for each of them,
   * before anything is written.
   *
   * @param done how many were looked at
   * @param all how many there are
   */
  default void examined(int done, int all) {}
}

package dev.continuo.cli;

import dev.continuo.transform.Diagnostic;
import dev.continuo.transform.directory.DirectoryListener;

/** The second run over the same classes: what is wrong with them was said before. */
record Unheard(Console console) implements DirectoryListener {

  @Override
  public void diagnostic(Diagnostic diagnostic) {}

  @Override
  public void warning(String message) {}

  @Override
  public void transformed(String className, int methods) {}

  @Override
  public void examined(int done, int all) {
    console.examined(done, all);
  }
}

package dev.continuo.transform.verify;

import dev.continuo.transform.classfile.Hierarchy;
import dev.continuo.transform.emit.HostRewriter;

public final class OutputVerifier {
  private OutputVerifier() {}

  public static void verify(HostRewriter.Output output, Hierarchy hierarchy, String location) {}
}

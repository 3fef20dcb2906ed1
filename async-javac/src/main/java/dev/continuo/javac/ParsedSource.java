package dev.continuo.javac;

import com.sun.source.tree.CompilationUnitTree;
import com.sun.source.util.JavacTask;
import com.sun.source.util.Trees;
import java.io.IOException;
import java.io.Writer;
import java.util.List;
import java.util.Optional;
import javax.tools.JavaCompiler;
import javax.tools.JavaFileObject;
import javax.tools.ToolProvider;

/**
 * A source file as the user wrote it.
 *
 * @param unit the tree, parsed and nothing else
 * @param spots the places in it that a diagnostic may mean, in their order
 */
record ParsedSource(CompilationUnitTree unit, List<Spot> spots) {

  /**
   * Parses a source file: with no plugin, no processor and nothing printed, as javac itself has
   * accepted it before. Syntax that only a preview has is parsed as far as it goes.
   *
   * @return the tree, or empty if there is no compiler to be had
   */
  static Optional<ParsedSource> of(JavaFileObject source) {
    JavaCompiler compiler = ToolProvider.getSystemJavaCompiler();
    if (compiler == null) {
      return Optional.empty();
    }
    List<String> options = List.of("-proc:none", "-processorpath", "");
    try {
      // With a listener, so that javac keeps where trees end.
      JavacTask task =
          (JavacTask)
              compiler.getTask(
                  Writer.nullWriter(), null, ignored -> {}, options, null, List.of(source));
      for (CompilationUnitTree unit : task.parse()) {
        return Optional.of(
            new ParsedSource(unit, Spot.in(unit, Trees.instance(task).getSourcePositions())));
      }
    } catch (IOException | RuntimeException e) {
      // Then diagnostics say the line.
    }
    return Optional.empty();
  }
}

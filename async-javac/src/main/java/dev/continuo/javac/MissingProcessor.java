package dev.continuo.javac;

import com.sun.source.tree.AnnotationTree;
import com.sun.source.tree.CompilationUnitTree;
import com.sun.source.tree.MethodInvocationTree;
import com.sun.source.tree.Tree;
import com.sun.source.util.JavacTask;
import com.sun.source.util.TreePath;
import com.sun.source.util.TreePathScanner;
import com.sun.source.util.Trees;
import java.util.Set;
import javax.lang.model.element.Element;
import javax.lang.model.element.ExecutableElement;
import javax.lang.model.element.TypeElement;
import javax.tools.Diagnostic.Kind;
import org.jspecify.annotations.Nullable;

/**
 * What is said when javac runs the plugin but not the processor, and there is async code: nothing
 * can be transformed then, as only the processor is told where class files go. JDK 23 and newer do
 * so when the jar is only on the class path.
 */
final class MissingProcessor {

  private static final String MESSAGE =
      "@Async methods are not transformed, because javac has not run the annotation processor of"
          + " async-javac. It runs none with -proc:none, and from JDK 23 on none that is only on the"
          + " class path: put async-javac on -processorpath (or say -proc:full). With -processor,"
          + " name dev.continuo.javac.ContinuoProcessor too. If another processor claims all"
          + " annotations, put async-javac before it. If something else transforms the classes, say"
          + " \"-Xplugin:Continuo skip\"";

  private MissingProcessor() {}

  /**
   * Reports the first async code of a source file.
   *
   * @return whether there was any
   */
  static boolean report(JavacTask task, @Nullable CompilationUnitTree unit) {
    if (unit == null) {
      return false;
    }
    Trees trees = Trees.instance(task);
    Tree found = new Finder(trees).scan(unit, null);
    if (found == null) {
      return false;
    }
    trees.printMessage(Kind.ERROR, MESSAGE, found, unit);
    return true;
  }

  private static final class Finder extends TreePathScanner<@Nullable Tree, @Nullable Void> {
    private static final Set<String> SUSPENDING = Set.of("await", "emit", "emitAll", "each");

    private final Trees trees;

    Finder(Trees trees) {
      this.trees = trees;
    }

    @Override
    public @Nullable Tree visitAnnotation(AnnotationTree tree, @Nullable Void unused) {
      Element element = trees.getElement(new TreePath(getCurrentPath(), tree.getAnnotationType()));
      boolean isAsync =
          element instanceof TypeElement type
              && type.getQualifiedName().contentEquals(AsyncCode.ASYNC);
      return isAsync ? tree : super.visitAnnotation(tree, null);
    }

    @Override
    public @Nullable Tree visitMethodInvocation(MethodInvocationTree tree, @Nullable Void unused) {
      Element element = trees.getElement(getCurrentPath());
      boolean suspends =
          element instanceof ExecutableElement method
              && SUSPENDING.contains(method.getSimpleName().toString())
              && method.getEnclosingElement() instanceof TypeElement type
              && type.getQualifiedName().contentEquals(AsyncCode.CONTINUO);
      return suspends ? tree : super.visitMethodInvocation(tree, null);
    }

    /** The first in the source: the scanner hands over the newer result first. */
    @Override
    public @Nullable Tree reduce(@Nullable Tree newer, @Nullable Tree older) {
      return older != null ? older : newer;
    }
  }
}

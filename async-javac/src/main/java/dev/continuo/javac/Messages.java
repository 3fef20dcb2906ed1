package dev.continuo.javac;

import com.sun.source.tree.CompilationUnitTree;
import com.sun.source.tree.Tree;
import com.sun.source.util.JavacTask;
import com.sun.source.util.TaskEvent;
import com.sun.source.util.Trees;
import java.io.PrintWriter;
import java.io.StringWriter;
import javax.annotation.processing.ProcessingEnvironment;
import javax.tools.Diagnostic.Kind;
import org.jspecify.annotations.Nullable;

/** Prints through javac, so that a tool that collects its diagnostics gets ours among them. */
final class Messages {

  private final @Nullable ProcessingEnvironment environment;
  private final JavacTask task;

  Messages(@Nullable ProcessingEnvironment environment, JavacTask task) {
    this.environment = environment;
    this.task = task;
  }

  void error(String message) {
    print(Kind.ERROR, message);
  }

  void warning(String message) {
    print(Kind.MANDATORY_WARNING, message);
  }

  /** Prints without a place; an error makes javac fail. */
  void print(Kind kind, String message) {
    if (environment == null) {
      throw new IllegalStateException("no processor to print through: " + message);
    }
    environment.getMessager().printMessage(kind, message);
  }

  /** Prints at a tree, which may be of another parse of the same file. */
  void print(Kind kind, String message, Tree tree, CompilationUnitTree unit) {
    Trees.instance(task).printMessage(kind, message, tree, unit);
  }

  /** Prints an error, at a source file if there is no processor. */
  void error(String message, @Nullable CompilationUnitTree unit) {
    if (environment == null && unit != null) {
      print(Kind.ERROR, message, unit, unit);
    } else {
      error(message);
    }
  }

  /** Prints a defect of ours, with what is needed to find it. */
  void defect(Throwable failure, TaskEvent event) {
    StringWriter text = new StringWriter();
    text.append("defect of async-javac, please report it (at ").append(String.valueOf(event));
    text.append("): ");
    failure.printStackTrace(new PrintWriter(text, true));
    error(text.toString(), event.getCompilationUnit());
  }
}

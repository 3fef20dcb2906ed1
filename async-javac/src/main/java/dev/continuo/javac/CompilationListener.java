package dev.continuo.javac;

import com.sun.source.tree.CompilationUnitTree;
import com.sun.source.util.JavacTask;
import com.sun.source.util.TaskEvent;
import com.sun.source.util.TaskListener;
import java.util.List;
import java.util.Map;
import javax.annotation.processing.ProcessingEnvironment;
import javax.lang.model.element.TypeElement;
import org.jspecify.annotations.Nullable;

/**
 * Follows one compilation, from the start of javac to the moment when all class files are written.
 *
 * <pre>
 *             round ends, environment left        all written
 *  LISTENING ──────────────────────────────▶ READY ───────────▶ LISTENING
 *      │  class is checked, none left          │
 *      ▼                                       ▼ skip, or a setting is wrong
 *  MissingProcessor reports ───────────────▶  OFF ────────────▶ LISTENING
 * </pre>
 *
 * Classes are transformed when all of them are written, not one by one: what the transformer asks
 * about the others must have one answer. If javac itself found errors, some may not be written; the
 * others are transformed all the same, so that none of them is left as javac wrote it.
 */
final class CompilationListener implements TaskListener {

  private final JavacTask task;
  private final List<String> arguments;

  private @Nullable ProcessingEnvironment environment;
  private @Nullable Settings settings;
  private @Nullable WrittenFiles written;

  /** Whether javac runs to its end by itself; a tool may also drive it step by step. */
  private boolean runsToEnd;

  /** Whether nothing more is to be done, or said, in this compilation. */
  private boolean off;

  CompilationListener(JavacTask task, List<String> arguments) {
    this.task = task;
    this.arguments = arguments;
  }

  @Override
  public void started(TaskEvent event) {
    try {
      switch (event.getKind()) {
        case COMPILATION -> begin();
        case GENERATE -> beforeClass(event);
        default -> {}
      }
    } catch (Throwable failure) { // which would end javac with a request to report it to Oracle
      fail(failure, event);
    }
  }

  @Override
  public void finished(TaskEvent event) {
    try {
      switch (event.getKind()) {
        case ANNOTATION_PROCESSING_ROUND -> meet();
        case ANALYZE -> checkProcessor(event);
        case GENERATE -> afterClass(event);
        case COMPILATION -> end();
        default -> {}
      }
    } catch (Throwable failure) { // as above
      fail(failure, event);
    }
  }

  private void begin() {
    environment = null;
    settings = null;
    written = null;
    off = false;
    runsToEnd = true;
  }

  /** The processor may be asked for the first time in any round. */
  private void meet() {
    if (environment != null || off) {
      return;
    }
    environment = Rendezvous.take(task.getElements());
    if (environment != null && configure(environment.getOptions(), null)) {
      written = new WrittenFiles(task.getElements(), environment.getFiler());
    }
  }

  private boolean configure(
      Map<String, String> processorOptions, @Nullable CompilationUnitTree unit) {
    try {
      settings = Settings.of(arguments, processorOptions);
      off = settings.skip();
    } catch (Settings.InvalidSettingException e) {
      off = true;
      new Messages(environment, task).error(String.valueOf(e.getMessage()), unit);
    }
    return !off;
  }

  /** Reports before anything is written; what only checks sources, as editors do, may go on. */
  private void checkProcessor(TaskEvent event) {
    if (environment != null || off || !runsToEnd) {
      return;
    }
    if (settings == null && !configure(Map.of(), event.getCompilationUnit())) {
      return;
    }
    off = MissingProcessor.report(task, event.getCompilationUnit());
  }

  private void beforeClass(TaskEvent event) {
    TypeElement type = classOf(event);
    if (written != null && !off && type != null) {
      written.beforeClass(type, event.getSourceFile());
    }
  }

  private void afterClass(TaskEvent event) {
    TypeElement type = classOf(event);
    if (written == null || off || type == null) {
      return;
    }
    written.afterClass(type, event.getSourceFile());
    if (!runsToEnd && AsyncCode.isIn(type)) {
      off = true;
      new Messages(environment, task)
          .error(
              "@Async methods of "
                  + type.getQualifiedName()
                  + " are not transformed: a tool drives this javac step by step (JavacTask.generate)"
                  + " and does not say when all classes are written. Have it call"
                  + " CompilationTask.call, or use another way of transforming");
    }
  }

  /** The class that is written, or null for a module descriptor, which is in no package. */
  private static @Nullable TypeElement classOf(TaskEvent event) {
    TypeElement type = event.getTypeElement();
    return type == null || type.getSimpleName().contentEquals("module-info") ? null : type;
  }

  private void end() {
    runsToEnd = false;
    if (written == null || settings == null || off) {
      return;
    }
    Messages messages = new Messages(environment, task);
    new Transformation(task, settings, messages, written).run();
    written = null;
    environment = null;
  }

  /** A defect of ours: javac fails, and what it wrote goes, as nobody knows what became of it. */
  private void fail(Throwable failure, TaskEvent event) {
    off = true;
    WrittenFiles undone = written;
    written = null;
    try {
      new Messages(environment, task).defect(failure, event);
      if (undone != null && settings != null) {
        undone.classes(settings).forEach(classes -> classes.written().delete());
      }
    } catch (Throwable second) {
      // Nothing of javac works that could report it.
      failure.addSuppressed(second);
      failure.printStackTrace();
    }
  }
}

package dev.continuo.javac;

import com.sun.source.util.JavacTask;
import com.sun.source.util.Plugin;
import java.util.List;

/**
 * The half of this jar that javac tells what it does. It starts by itself wherever the jar is on
 * the processor path; naming it gives it options:
 *
 * <pre>
 * javac -processorpath async-javac.jar -d classes Store.java
 * javac -processorpath async-javac.jar "-Xplugin:Continuo failOnMisuse=false" -d classes Store.java
 * </pre>
 *
 * @see ContinuoProcessor the options
 */
public final class ContinuoPlugin implements Plugin {

  /** For javac, which finds the class as a service. */
  public ContinuoPlugin() {}

  @Override
  public String getName() {
    return "Continuo";
  }

  @Override
  public boolean autoStart() {
    return true;
  }

  @Override
  public void init(JavacTask task, String... args) {
    task.addTaskListener(new CompilationListener(task, List.of(args)));
  }
}

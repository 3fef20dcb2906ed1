package dev.continuo.javac;

import java.util.Set;
import javax.annotation.processing.AbstractProcessor;
import javax.annotation.processing.ProcessingEnvironment;
import javax.annotation.processing.RoundEnvironment;
import javax.lang.model.SourceVersion;
import javax.lang.model.element.TypeElement;
import javax.tools.Diagnostic;

/**
 * The half of this jar that knows where class files go. It generates nothing and claims no
 * annotation. Its options, which may also be arguments of the {@linkplain ContinuoPlugin plugin}
 * without their prefix:
 *
 * <pre>
 * -Acontinuo.skip=true             leaves the classes as javac writes them          default false
 * -Acontinuo.includes=a.*,b.**     classes to transform                             default all
 * -Acontinuo.excludes=a.Store      classes to leave alone                           default none
 * -Acontinuo.failOnMisuse=false    errors in async code are warnings                default true
 * -Acontinuo.verify=false          what is written is not verified                  default true
 * -Acontinuo.debug=true            unused variables stay visible to a debugger      default false
 * </pre>
 *
 * They mean what they mean for the Maven plugin.
 */
public final class ContinuoProcessor extends AbstractProcessor {

  private static final String NO_PLUGIN =
      "@Async methods are not transformed: this compiler has not started the plugin of async-javac."
          + " javac starts it if the jar is on -processorpath; Eclipse's compiler has no such plugins:"
          + " use the Maven plugin, or start java with -javaagent:async-agent.jar. Then"
          + " -Acontinuo.skip=true switches this off";

  private boolean hasAsyncMethods;

  /** For javac, which finds the class as a service. */
  public ContinuoProcessor() {}

  @Override
  public Set<String> getSupportedAnnotationTypes() {
    return Set.of("*"); // also when a compilation has no annotation at all, but async lambdas
  }

  @Override
  public SourceVersion getSupportedSourceVersion() {
    return SourceVersion.latestSupported();
  }

  @Override
  public Set<String> getSupportedOptions() {
    return Settings.optionNames();
  }

  @Override
  public synchronized void init(ProcessingEnvironment environment) {
    super.init(environment);
    Rendezvous.leave(environment);
  }

  @Override
  public boolean process(Set<? extends TypeElement> annotations, RoundEnvironment round) {
    for (TypeElement annotation : annotations) {
      hasAsyncMethods |= annotation.getQualifiedName().contentEquals(AsyncCode.ASYNC);
    }
    // The plugin has taken it at the end of the first round, if there is one.
    if (round.processingOver()
        && Rendezvous.take(processingEnv.getElementUtils()) != null
        && hasAsyncMethods
        && !"true".equals(processingEnv.getOptions().get("continuo.skip"))) {
      processingEnv.getMessager().printMessage(Diagnostic.Kind.ERROR, NO_PLUGIN);
    }
    return false; // the annotation is for everyone
  }
}

package dev.continuo.javac;

import java.util.Set;
import javax.annotation.processing.AbstractProcessor;
import javax.annotation.processing.ProcessingEnvironment;
import javax.annotation.processing.RoundEnvironment;
import javax.lang.model.SourceVersion;
import javax.lang.model.element.TypeElement;

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
    return false;
  }
}

package dev.continuo.agent;

import dev.continuo.transform.TransformResult;
import java.io.IOException;
import java.io.InputStream;
import java.lang.instrument.Instrumentation;

/** Classes that were loaded before the agent: what is in them cannot be transformed any more. */
final class LoadedClasses {

  private LoadedClasses() {}

  static void report(Instrumentation instrumentation, AgentOptions options) {
    if (options.skip()) {
      return;
    }
    LoaderTransformers transformers = new LoaderTransformers(options.transform());
    for (Class<?> each : instrumentation.getAllLoadedClasses()) {
      ClassLoader loader = each.getClassLoader();
      if (loader != null
          && !each.isArray()
          && !each.isHidden()
          && options.accepts(each.getName())
          && wasToBeTransformed(each, loader, transformers)) {
        AgentLog.print(
            "error: "
                + each.getName()
                + " was loaded before the agent and stays untransformed: start java with -javaagent");
      }
    }
  }

  private static boolean wasToBeTransformed(
      Class<?> loaded, ClassLoader loader, LoaderTransformers transformers) {
    String file = loaded.getName().replace('.', '/') + ".class";
    try (InputStream in = loader.getResourceAsStream(file)) {
      return in != null
          && transformers.of(loader).transform(in.readAllBytes(), file).outcome()
              != TransformResult.Outcome.UNCHANGED;
    } catch (IOException | RuntimeException e) {
      return false; // it cannot be read again: then nothing can be said about it
    }
  }
}

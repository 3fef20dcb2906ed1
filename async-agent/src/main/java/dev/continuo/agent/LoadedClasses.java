package dev.continuo.agent;

import dev.continuo.transform.TransformResult;
import java.io.InputStream;
import java.lang.instrument.Instrumentation;

/**
 * Classes that were loaded before the agent: what is in them cannot be transformed any more. Those
 * that other threads have loaded since then, and those of an agent before this one, are not.
 */
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
          && !RuntimeClasses.include(each.getName().replace('.', '/'))
          && HandledClasses.of(loader, each.getName().replace('.', '/')) == null
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
    } catch (Throwable e) {
      // It cannot be read again: then nothing can be said about it. Loaders are foreign code, and
      // what leaves here would end a JVM that the launcher starts.
      return false;
    }
  }
}

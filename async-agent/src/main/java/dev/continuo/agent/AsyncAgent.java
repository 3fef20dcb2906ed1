package dev.continuo.agent;

import java.lang.instrument.Instrumentation;
import org.jspecify.annotations.Nullable;

/**
 * The entry points of the agent.
 *
 * <pre>
 * java -javaagent:async-agent.jar -cp app.jar:async-runtime.jar com.example.Main
 * java -javaagent:async-agent.jar=includes=com.example.**,debug=true -jar app.jar
 * </pre>
 *
 * <p>An executable jar that contains the agent can start it by itself, with {@code
 * Launcher-Agent-Class: dev.continuo.agent.AsyncAgent} in its manifest.
 */
public final class AsyncAgent {

  private AsyncAgent() {}

  /**
   * Called by the JVM before {@code main}, for {@code -javaagent}. If an option is wrong it says so
   * on the standard error stream, and the JVM ends with exit code 1.
   *
   * @param arguments the options, or null
   * @param instrumentation the JVM
   */
  public static void premain(@Nullable String arguments, Instrumentation instrumentation) {
    try {
      AgentOptions options =
          arguments == null || arguments.isBlank() ? null : AgentOptions.parse(arguments);
      start(options, instrumentation);
    } catch (IllegalArgumentException e) {
      AgentLog.print("error: " + e.getMessage());
      System.exit(1); // an exception would end it too, with a dump of the JVM
    }
  }

  /**
   * Called by the JVM for {@code Launcher-Agent-Class}, or when a tool attaches the agent to a
   * program that runs. Classes that are loaded already stay as they are, and are reported.
   *
   * @param arguments the options, or null
   * @param instrumentation the JVM
   * @throws IllegalArgumentException if an option is wrong
   */
  public static void agentmain(@Nullable String arguments, Instrumentation instrumentation) {
    AgentOptions options = AgentOptions.parse(arguments);
    start(options, instrumentation);
    LoadedClasses.report(instrumentation, options);
  }

  private static void start(@Nullable AgentOptions options, Instrumentation instrumentation) {
    if (options == null || !options.skip()) {
      instrumentation.addTransformer(new AgentTransformer(instrumentation, options));
    }
  }
}

package dev.continuo;

/**
 * {@code await}, {@code emit} or {@code each} was called by code that the transformer has not
 * rewritten. The message says how to have it rewritten.
 */
public final class NotTransformedError extends Error {
  private static final long serialVersionUID = 1L;

  /**
   * Makes an error.
   *
   * @param function what was called
   */
  public NotTransformedError(String function) {
    super(
        function
            + " ran in a class that was not transformed. Put it into an @Async method (or a lambda"
            + " that returns a Coroutine), and transform the class: with Maven, add the goals"
            + " transform and transform-test of dev.continuo:async-maven-plugin; with plain javac,"
            + " put async-javac on the processor path; else start java with"
            + " -javaagent:async-agent.jar");
  }

  /**
   * Makes the error of a class that could not be transformed when it was loaded; called by what a
   * Java agent puts in the place of its methods.
   *
   * @param className the class
   * @param reason why
   */
  public NotTransformedError(String className, String reason) {
    super(className + " could not be transformed when it was loaded: " + reason);
  }
}

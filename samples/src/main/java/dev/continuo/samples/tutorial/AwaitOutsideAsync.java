package dev.continuo.samples.tutorial;

import static dev.continuo.Continuo.*;

import dev.continuo.NotTransformedError;
import java.util.concurrent.CompletableFuture;

/**
 * A mistake that does not build: {@code await} in a method that is not {@code @Async}.
 *
 * <p>The goal {@code async:transform} fails the build with
 *
 * <pre>
 * dev/continuo/samples/tutorial/AwaitOutsideAsync.java:[28] ASYNC001 'await' outside @Async method …
 * </pre>
 *
 * <p>This class is excluded from the transformation (see the pom), so that the other samples build.
 * Such a class fails as soon as it gets to its {@code await}; it never blocks the thread. Running
 * it prints
 *
 * <pre>
 * NotTransformedError: await ran in a class that was not transformed. …
 * </pre>
 */
class AwaitOutsideAsync {

  static String hello(CompletableFuture<String> name) {
    return "hello " + await(name);
  }

  public static void main(String[] args) {
    try {
      System.out.println(hello(CompletableFuture.completedFuture("ann")));
    } catch (NotTransformedError e) {
      System.out.println("NotTransformedError: " + e.getMessage());
    }
  }
}

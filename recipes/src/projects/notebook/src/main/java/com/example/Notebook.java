package com.example;

import static dev.continuo.Continuo.await;
import static dev.continuo.Continuo.run;
import static dev.continuo.Continuo.sleep;
import static dev.continuo.Continuo.value;
import static java.time.Duration.ofMillis;

import dev.continuo.Coroutine;
import dev.continuo.EventLoop;
import dev.continuo.annotation.Async;
import java.util.List;
import java.util.Map;
import jdk.jshell.JShell;
import jdk.jshell.SnippetEvent;
import jdk.jshell.execution.DirectExecutionControl;
import jdk.jshell.spi.ExecutionControl;
import jdk.jshell.spi.ExecutionControlProvider;
import jdk.jshell.spi.ExecutionEnv;

/** The kernel of a notebook in small: a loop runs, and cells are evaluated on its thread. */
public class Notebook implements ExecutionControlProvider {

  public static void main(String[] args) {
    List<String> cells =
        List.of(
            "import dev.continuo.*;",
            "import dev.continuo.annotation.Async;",
            "import static dev.continuo.Continuo.*;",
            "@Async Coroutine<Integer> twice(int n) { await(yieldNow()); return value(2 * n); }",
            "run(twice(21))");
    run(kernel(cells));
  }

  @Async
  static Coroutine<Void> kernel(List<String> cells) {
    EventLoop.running().allowNestedRun(true); // cells may call run
    try (JShell shell = JShell.builder().executionEngine(new Notebook(), Map.of()).build()) {
      shell.addToClasspath(System.getProperty("java.class.path"));
      for (String cell : cells) {
        await(sleep(ofMillis(1))); // a real kernel awaits the next cell from its client
        for (SnippetEvent event : shell.eval(cell)) {
          System.out.println(event.exception() == null ? event.value() : event.exception());
        }
      }
    }
    return value(null);
  }

  @Override
  public String name() {
    return "on the thread that asks";
  }

  @Override
  public ExecutionControl generate(ExecutionEnv environment, Map<String, String> parameters) {
    return new DirectExecutionControl();
  }
}

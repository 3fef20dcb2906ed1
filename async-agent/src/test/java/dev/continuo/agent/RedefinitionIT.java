package dev.continuo.agent;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.util.List;
import jdk.jshell.JShell;
import jdk.jshell.SnippetEvent;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/**
 * Classes that are redefined as a debugger does it: JShell asks the JVM for that when a method is
 * declared again, and loads another class only if it refuses.
 */
class RedefinitionIT {

  private final ByteArrayOutputStream errors = new ByteArrayOutputStream();
  private final JShell shell =
      JShell.builder()
          .err(new PrintStream(errors, true, StandardCharsets.UTF_8))
          .remoteVMOptions("-javaagent:" + Program.AGENT)
          .build();

  @AfterEach
  void close() {
    shell.close();
  }

  @Test
  void aCoroutineThatWaitsGoesOnInTheCodeThatItsObjectFits() {
    shell.addToClasspath(Program.runtime());
    for (String line :
        List.of(
            "import dev.continuo.*;",
            "import dev.continuo.annotation.Async;",
            "import java.util.concurrent.*;",
            "import static dev.continuo.Continuo.*;",
            "var gate = new CompletableFuture<Integer>();",
            "var waiting = new Semaphore(0);",
            "CompletableFuture<String> start() {"
                + " return CompletableFuture.supplyAsync(() -> run(work())); }",
            "@Async Coroutine<String> work() {"
                + " waiting.release(); int n = await(gate); return value(\"first \" + n); }",
            "var first = start();")) {
      value(line);
    }
    awaitsTheGate();

    // The same is kept while it waits, which is nothing.
    value(
        "@Async Coroutine<String> work() {"
            + " waiting.release(); int n = await(gate); return value(\"second \" + n); }");
    value("var second = start();");
    awaitsTheGate();

    // Now k is kept: the object of a coroutine of the second kind has no room for it.
    value(
        "@Async Coroutine<String> work() { int k = waiting.availablePermits(); waiting.release();"
            + " int n = await(gate); return value(\"third \" + (n + k)); }");
    value("gate.complete(1);");

    assertThat(value("first.get(60, TimeUnit.SECONDS)")).isEqualTo("\"second 1\"");
    assertThat(value("second.get(60, TimeUnit.SECONDS)")).isEqualTo("\"second 1\"");
    assertThat(value("start().get(60, TimeUnit.SECONDS)")).isEqualTo("\"third 1\"");
    assertThat(errors.toString(StandardCharsets.UTF_8))
        .contains("is being redefined: coroutines that wait in it go on")
        .contains("is not redefined: what its coroutines keep while they wait would change");
  }

  /** Or fails, where a broken agent has left a coroutine that never gets there. */
  private void awaitsTheGate() {
    assertThat(value("waiting.tryAcquire(60, TimeUnit.SECONDS);")).isEqualTo("true");
  }

  /** Evaluates one snippet, which must be right and must not throw. */
  private String value(String snippet) {
    SnippetEvent event = shell.eval(snippet).get(0);
    assertThat(shell.diagnostics(event.snippet()).map(d -> d.getMessage(null))).isEmpty();
    assertThat(event.exception()).as(snippet).isNull();
    return String.valueOf(event.value());
  }
}

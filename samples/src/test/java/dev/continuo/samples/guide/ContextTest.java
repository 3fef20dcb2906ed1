package dev.continuo.samples.guide;

import static dev.continuo.Continuo.*;
import static java.time.Duration.ofMillis;
import static org.assertj.core.api.Assertions.assertThat;

import dev.continuo.Context;
import dev.continuo.ContextVar;
import dev.continuo.Coroutine;
import dev.continuo.Runner;
import dev.continuo.annotation.Async;
import java.util.List;
import org.junit.jupiter.api.Test;

/** The code of docs/guide/context.md about context variables. */
class ContextTest {

  static final ContextVar<String> REQUEST = new ContextVar<>("request", "none");

  @Async
  static Coroutine<String> handle(String id) {
    REQUEST.set(id);
    await(sleep(ofMillis(10))); // other requests run here
    return value(load("item"));
  }

  static String load(String item) {
    return item + " for " + REQUEST.get();
  }

  @Async
  static Coroutine<List<String>> twoRequests() {
    return value(await(gather(handle("r1"), handle("r2")))); // [item for r1, item for r2]
  }

  @Test
  void eachRequestSeesItsOwnValue() {
    try (Runner runner = Runner.virtualTime()) {
      assertThat(runner.<List<String>>run(twoRequests()))
          .containsExactly("item for r1", "item for r2");
    }
  }

  @Test
  void aContextIsAnObject() {
    Context context = Context.copyOfCurrent();
    context.run(() -> REQUEST.set("r3")); // changes the copy only
    String there = context.get(REQUEST);

    assertThat(there).isEqualTo("r3");
    assertThat(REQUEST.get()).isEqualTo("none");
  }
}

package dev.continuo.context.propagation.guide;

import static dev.continuo.Continuo.*;
import static java.time.Duration.ofMillis;
import static org.assertj.core.api.Assertions.assertThat;

import dev.continuo.Coroutine;
import dev.continuo.Runner;
import dev.continuo.annotation.Async;
import io.micrometer.context.ContextRegistry;
import io.micrometer.context.integration.Slf4jThreadLocalAccessor;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.slf4j.MDC;

/** The code of docs/guide/context.md about thread-locals. */
class ThreadLocalsTest {

  private static final ThreadLocal<@Nullable String> TENANT = new ThreadLocal<>();

  @AfterEach
  void unregister() {
    ContextRegistry.getInstance().removeThreadLocalAccessor(Slf4jThreadLocalAccessor.KEY);
    ContextRegistry.getInstance().removeThreadLocalAccessor("tenant");
  }

  @Async
  static Coroutine<String> logged(String user) {
    MDC.put("user", user);
    await(sleep(ofMillis(10))); // other tasks run, with entries of their own
    String inThread = await(toThread(() -> MDC.get("user")));
    return value(MDC.get("user") + ", " + inThread);
  }

  @Async
  static Coroutine<List<String>> both() {
    return value(await(gather(logged("ann"), logged("bob"))));
  }

  @Test
  void theEntriesOfEachTaskStayWithIt() {
    ContextRegistry.getInstance().registerThreadLocalAccessor(new Slf4jThreadLocalAccessor());
    try (Runner runner = Runner.virtualTime()) {
      assertThat(runner.<List<String>>run(both())).containsExactly("ann, ann", "bob, bob");
    }
  }

  @Async
  static Coroutine<String> asTenant() {
    TENANT.set("acme");
    await(yieldNow());
    return value(String.valueOf(TENANT.get()));
  }

  @Test
  void soDoesAThreadLocalOfTheProgram() {
    ContextRegistry.getInstance().registerThreadLocalAccessor("tenant", TENANT);
    try (Runner runner = Runner.virtualTime()) {
      assertThat(runner.<String>run(asTenant())).isEqualTo("acme");
    }
    assertThat(TENANT.get()).isNull();
  }
}

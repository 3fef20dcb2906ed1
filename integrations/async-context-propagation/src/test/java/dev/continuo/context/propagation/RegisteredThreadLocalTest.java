package dev.continuo.context.propagation;

import static dev.continuo.Continuo.*;
import static java.time.Duration.ofMillis;
import static org.assertj.core.api.Assertions.assertThat;

import dev.continuo.Coroutine;
import dev.continuo.annotation.Async;
import io.micrometer.context.ContextRegistry;
import io.micrometer.context.ThreadLocalAccessor;
import io.micrometer.observation.Observation;
import io.micrometer.observation.ObservationRegistry;
import io.micrometer.observation.contextpropagation.ObservationThreadLocalAccessor;
import io.opentelemetry.context.ContextKey;
import java.util.ArrayList;
import java.util.List;
import java.util.logging.Handler;
import java.util.logging.Level;
import java.util.logging.LogRecord;
import java.util.logging.Logger;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Thread-locals of the program, of Micrometer and of OpenTelemetry. */
class RegisteredThreadLocalTest {

  private static final ThreadLocal<@Nullable String> PRINCIPAL = new ThreadLocal<>();
  private static final ContextKey<String> SPAN = ContextKey.named("span");

  private final List<String> log = new ArrayList<>();

  @AfterEach
  void unregister() {
    ContextRegistry registry = ContextRegistry.getInstance();
    registry.removeThreadLocalAccessor("principal");
    registry.removeThreadLocalAccessor("otel");
    registry.removeThreadLocalAccessor(ObservationThreadLocalAccessor.KEY);
    registry.removeThreadLocalAccessor("broken");
    PRINCIPAL.remove();
  }

  @Async
  private Coroutine<Void> as(String name) {
    log.add("starts as " + PRINCIPAL.get());
    PRINCIPAL.set(name);
    await(sleep(ofMillis(10)));
    log.add(name + " is " + PRINCIPAL.get());
    PRINCIPAL.remove();
    await(sleep(ofMillis(10)));
    log.add(name + " is then " + PRINCIPAL.get());
    return done();
  }

  @Test
  void aPlainThreadLocalStaysWithItsTask() {
    ContextRegistry.getInstance().registerThreadLocalAccessor("principal", PRINCIPAL);
    PRINCIPAL.set("outer");
    Programs.run(
        () -> {
          await(gather(as("ann"), as("bob")));
          log.add("main is " + PRINCIPAL.get());
          return done();
        });

    assertThat(log)
        .containsExactly(
            "starts as outer",
            "starts as outer",
            "ann is ann",
            "bob is bob",
            "ann is then null",
            "bob is then null",
            "main is outer");
    assertThat(PRINCIPAL.get()).isEqualTo("outer");
  }

  @Test
  void oneThatIsNotRegisteredIsLeftAlone() {
    Programs.run(
        () -> {
          PRINCIPAL.set("thread's");
          await(sleep(ofMillis(1)));
          log.add("" + PRINCIPAL.get());
          return done();
        });

    assertThat(log).containsExactly("thread's");
  }

  @Async
  private Coroutine<Void> observed(ObservationRegistry registry, String name) {
    Observation current = registry.getCurrentObservation();
    log.add(name + " in " + (current == null ? null : current.getContext().getName()));
    await(sleep(ofMillis(10)));
    current = registry.getCurrentObservation();
    log.add(name + " in " + (current == null ? null : current.getContext().getName()));
    return done();
  }

  @Test
  void theCurrentObservationGoesWithTheTasksThatAreCreatedInIt() {
    ObservationRegistry registry = ObservationRegistry.create();
    registry.observationConfig().observationHandler(context -> true);
    ContextRegistry.getInstance()
        .registerThreadLocalAccessor(new ObservationThreadLocalAccessor(registry));
    Programs.run(
        () -> {
          Observation first = Observation.createNotStarted("first", registry).start();
          Observation second = Observation.createNotStarted("second", registry).start();
          var a = first.scoped(() -> createTask(observed(registry, "a")));
          var b = second.scoped(() -> createTask(observed(registry, "b")));
          await(gather(observed(registry, "none"), a, b));
          first.stop();
          second.stop();
          return done();
        });

    assertThat(log)
        .containsExactlyInAnyOrder(
            "a in first",
            "b in second",
            "none in null",
            "a in first",
            "b in second",
            "none in null");
    assertThat(registry.getCurrentObservation()).isNull();
  }

  /** What a program that uses OpenTelemetry registers. */
  private static final class OpenTelemetryAccessor
      implements ThreadLocalAccessor<io.opentelemetry.context.Context> {
    @Override
    public Object key() {
      return "otel";
    }

    @Override
    public io.opentelemetry.context.Context getValue() {
      return io.opentelemetry.context.Context.current();
    }

    @Override
    @SuppressWarnings("MustBeClosedChecker") // the next setValue is what ends it
    public void setValue(io.opentelemetry.context.Context value) {
      var unused = value.makeCurrent();
    }

    @Override
    public void setValue() {
      setValue(io.opentelemetry.context.Context.root());
    }
  }

  @Async
  @SuppressWarnings("try") // the scope only has to be closed
  private Coroutine<Void> traced(String name) {
    try (var scope = io.opentelemetry.context.Context.current().with(SPAN, name).makeCurrent()) {
      await(sleep(ofMillis(10)));
      log.add(name + " in " + io.opentelemetry.context.Context.current().get(SPAN));
    }
    log.add(name + " in " + io.opentelemetry.context.Context.current().get(SPAN));
    return done();
  }

  @Test
  void anOpenTelemetryContextThatIsCurrentAcrossAnAwaitIsSeenByItsTaskOnly() {
    ContextRegistry.getInstance().registerThreadLocalAccessor(new OpenTelemetryAccessor());
    Programs.run(
        () -> {
          await(gather(traced("a"), traced("b")));
          log.add("main in " + io.opentelemetry.context.Context.current().get(SPAN));
          return done();
        });

    assertThat(log).containsExactly("a in a", "a in null", "b in b", "b in null", "main in null");
  }

  @Test
  void anAccessorThatThrowsIsLoggedAndTheProgramRuns() {
    ContextRegistry.getInstance()
        .registerThreadLocalAccessor(
            "broken",
            () -> {
              throw new IllegalStateException("broken accessor");
            },
            value -> {},
            () -> {});
    List<Throwable> logged = new ArrayList<>();
    Handler handler = new Collecting(logged);
    Logger logger = Logger.getLogger("dev.continuo");
    logger.setUseParentHandlers(false);
    logger.addHandler(handler);
    try {
      String result =
          Programs.run(
              () -> {
                await(sleep(ofMillis(1)));
                return value("done");
              });
      assertThat(result).isEqualTo("done");
    } finally {
      logger.removeHandler(handler);
      logger.setUseParentHandlers(true);
    }
    assertThat(logged).isNotEmpty().allSatisfy(e -> assertThat(e).hasMessage("broken accessor"));
  }

  private static final class Collecting extends Handler {
    private final List<Throwable> logged;

    Collecting(List<Throwable> logged) {
      this.logged = logged;
    }

    @Override
    public void publish(LogRecord entry) {
      if (Level.SEVERE.equals(entry.getLevel()) && entry.getThrown() != null) {
        logged.add(entry.getThrown());
      }
    }

    @Override
    public void flush() {}

    @Override
    public void close() {}
  }
}

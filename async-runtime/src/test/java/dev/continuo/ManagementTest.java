package dev.continuo;

import static dev.continuo.Continuo.createTask;
import static dev.continuo.Continuo.sleep;
import static dev.continuo.Continuo.toThread;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.lang.management.ManagementFactory;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.Callable;
import javax.management.JMX;
import javax.management.MBeanServer;
import javax.management.ObjectName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** What management tools see of a loop. */
@Timeout(120)
class ManagementTest {

  private static final MBeanServer SERVER = ManagementFactory.getPlatformMBeanServer();

  private static ObjectName nameOf(String name) throws Exception {
    return new ObjectName("dev.continuo:type=EventLoop,name=" + ObjectName.quote(name));
  }

  private static EventLoopMXBean bean(String name) throws Exception {
    return JMX.newMXBeanProxy(SERVER, nameOf(name), EventLoopMXBean.class);
  }

  /** What another thread sees while {@code Task-1} waits for it. */
  @SuppressWarnings("unchecked")
  private static <T> T seenFromOutside(Runner runner, Callable<T> look) {
    return (T)
        runner.<Object>run(
            Script.of(
                "main",
                s -> {
                  createTask(
                      Script.of("work", t -> t.await(sleep(Duration.ofDays(1)), v -> v)), "worker");
                  Task<Object> cancelled =
                      createTask(Script.of(t -> t.await(sleep(Duration.ofDays(1)), v -> v)));
                  cancelled.cancel();
                  Task<Object> failed =
                      createTask(
                          Script.of(
                              t -> {
                                throw new IllegalStateException("expected");
                              }));
                  failed.addDoneCallback(AsyncFuture::exception);
                  return s.await(
                      sleep(Duration.ofMillis(1)), v -> s.await(toThread(look), seen -> seen));
                }));
  }

  @Test
  void nothingIsRegisteredUnlessAskedFor() throws Exception {
    try (Runner runner = new Runner()) {
      assertThat(runner.loop().isClosed()).isFalse();
      assertThat(SERVER.queryNames(new ObjectName("dev.continuo:*"), null)).isEmpty();
    }
  }

  @Test
  void countsAndDumpsAreSeenFromAnotherThread() throws Exception {
    try (Runner runner = new Runner().handleShutdown(false)) {
      runner.loop().registerMBean("counts, \"quoted\" = *");
      EventLoopMXBean bean = bean("counts, \"quoted\" = *");
      Map<String, Object> seen =
          seenFromOutside(
              runner,
              () -> {
                Map<String, Object> values = new HashMap<>();
                values.put("name", bean.getName());
                values.put("running", bean.isRunning());
                values.put("tasks", bean.getTaskCount());
                values.put("created", bean.getCreatedTaskCount());
                values.put("completed", bean.getCompletedTaskCount());
                values.put("cancelled", bean.getCancelledTaskCount());
                values.put("failed", bean.getFailedTaskCount());
                values.put("timers", bean.getTimerCount() > 0);
                values.put("ready", bean.getReadyCount());
                values.put("lag", bean.getLagNanos() > 0);
                values.put("text", bean.dumpText());
                values.put("json", bean.dumpJson());
                return values;
              });

      assertThat(seen)
          .containsEntry("name", "counts, \"quoted\" = *")
          .containsEntry("running", true)
          .containsEntry("tasks", 2)
          .containsEntry("created", 4L)
          .containsEntry("completed", 2L)
          .containsEntry("cancelled", 1L)
          .containsEntry("failed", 1L)
          .containsEntry("timers", true)
          .containsEntry("ready", 0)
          .containsEntry("lag", true);
      assertThat((String) seen.get("text")).contains("worker (pending) awaits sleep");
      assertThat((String) seen.get("json")).startsWith("{\"nanos\":").contains("\"worker\"");
      assertThat(bean.isRunning()).isFalse();
      assertThat(bean.getLagNanos()).isEqualTo(-1);
    }
    assertThat(SERVER.isRegistered(nameOf("counts, \"quoted\" = *"))).isFalse();
  }

  @Test
  void debugModeIsSwitchedFromOutside() throws Exception {
    try (Runner runner = new Runner().handleShutdown(false)) {
      runner.loop().registerMBean("debugged");
      EventLoopMXBean bean = bean("debugged");
      boolean switched =
          seenFromOutside(
              runner,
              () -> {
                bean.setDebug(true);
                return bean.isDebug();
              });

      assertThat(switched).isTrue();
      assertThat(runner.loop().isDebug()).isTrue();
      bean.setDebug(false);
      assertThat(runner.loop().isDebug()).isFalse();
    }
  }

  @Test
  void slowCallbacksAreCounted() throws Exception {
    try (LogCapture logged = new LogCapture();
        Runner runner = new Runner().handleShutdown(false).debug(true)) {
      runner.loop().registerMBean(null);
      runner.loop().setSlowCallbackDuration(Duration.ZERO);
      Set<ObjectName> names = SERVER.queryNames(new ObjectName("dev.continuo:*"), null);
      EventLoopMXBean bean =
          JMX.newMXBeanProxy(SERVER, names.iterator().next(), EventLoopMXBean.class);
      runner.run(Script.of(s -> 1));

      assertThat(names).hasSize(1);
      assertThat(bean.getName()).startsWith("loop-");
      assertThat(bean.getSlowCallbackCount()).isPositive();
      assertThat(logged.messages()).isNotEmpty();
    }
  }

  @Test
  void aNameIsTakenOnce() {
    EventLoop first = EventLoop.create();
    try (EventLoop second = EventLoop.create()) {
      first.registerMBean("taken");

      assertThatThrownBy(() -> first.registerMBean("other"))
          .hasMessage("the loop is registered already, as taken");
      assertThatThrownBy(() -> second.registerMBean("taken"))
          .hasMessage("an event loop is registered under the name taken already");
      first.close();
      second.registerMBean("taken");
    }
  }

  /** Lists the beans of a program that says nothing about them. */
  static final class Program {
    public static void main(String[] arguments) throws Exception {
      Object names =
          Continuo.run(
              Script.of(
                  s ->
                      ManagementFactory.getPlatformMBeanServer()
                          .queryNames(new ObjectName("dev.continuo:*"), null)));
      System.out.println(names);
    }
  }

  @Test
  void aPropertyRegistersEveryLoop() throws Exception {
    String classPath = System.getProperty("java.class.path");
    try (Jvm jvm = Jvm.start(java.util.List.of("-Dcontinuo.jmx=true"), classPath, Program.class)) {
      assertThat(jvm.rest()).containsExactly("[dev.continuo:type=EventLoop,name=\"loop-1\"]");
    }
  }
}

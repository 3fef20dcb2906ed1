package dev.continuo;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.File;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Which carrier is found, and one that fails; in JVMs of their own, as it is looked for once. */
@Timeout(120)
class ThreadLocalCarrierTest {

  private static final ThreadLocal<@Nullable String> NAME = new ThreadLocal<>();

  @TempDir Path folder;

  /** Carries the name. */
  public static final class Names implements ThreadLocalCarrier {
    @Override
    public Object capture(@Nullable Object last) {
      return String.valueOf(NAME.get());
    }

    @Override
    public Scope install(@Nullable Object values) {
      String before = NAME.get();
      NAME.set((String) values);
      return () -> NAME.set(before);
    }
  }

  /** Cannot be made. */
  public static final class Broken implements ThreadLocalCarrier {
    public Broken() {
      throw new NoClassDefFoundError("what it needs");
    }

    @Override
    public Object capture(@Nullable Object last) {
      return "";
    }

    @Override
    public Scope install(@Nullable Object values) {
      return () -> {};
    }
  }

  /** Throws an Error wherever it can. */
  public static final class Failing implements ThreadLocalCarrier {
    @Override
    public Object capture(@Nullable Object last) {
      throw new NoSuchMethodError("capture");
    }

    @Override
    public Scope install(@Nullable Object values) {
      if (NAME.get() == null) {
        throw new NoSuchMethodError("install");
      }
      return () -> {
        throw new NoSuchMethodError("close");
      };
    }
  }

  static final class Program {
    public static void main(String[] arguments) {
      Thread.currentThread().setContextClassLoader(ClassLoader.getPlatformClassLoader());
      NAME.set("ann");
      Context context = Context.copyOfCurrent();
      NAME.set("bob");
      context.run(() -> System.out.println("in the context: " + NAME.get()));
      System.out.println("outside: " + NAME.get());
    }
  }

  static final class LoopProgram {
    public static void main(String[] arguments) {
      for (String name : new String[] {null, "ann"}) {
        NAME.set(name);
        Context context = Context.copyOfCurrent();
        context.run(() -> {});
        context.run(() -> {}); // it was left
        try (Runner runner = Runner.virtualTime().handleShutdown(false)) {
          Object result =
              runner.run(
                  Script.<Object>of(
                      s ->
                          s.await(
                              EventLoop.running()
                                  .createTask(Script.<Object>of(t -> 1), null, null, true),
                              v -> Programs.self().name())));
          System.out.println("ran " + result);
        }
      }
    }
  }

  private List<String> run(Class<?> program, Class<?>... carriers) throws Exception {
    Path services = Files.createDirectories(folder.resolve("META-INF/services"));
    Files.write(
        services.resolve(ThreadLocalCarrier.class.getName()),
        List.of(carriers).stream().map(Class::getName).toList());
    String classPath = folder + File.pathSeparator + System.getProperty("java.class.path");
    try (Jvm jvm = Jvm.start(List.of(), classPath, program)) {
      List<String> lines = jvm.rest();
      assertThat(jvm.exitCode()).as("%s", lines).isEqualTo(0);
      return lines;
    }
  }

  @Test
  void itIsFoundBesideTheRuntimeWhateverTheThreadSees() throws Exception {
    assertThat(run(Program.class, Names.class))
        .containsExactly("in the context: ann", "outside: bob");
  }

  @Test
  void oneThatCannotBeMadeDoesNotLoseTheOther() throws Exception {
    for (List<Class<?>> order :
        List.<List<Class<?>>>of(
            List.of(Broken.class, Names.class), List.of(Names.class, Broken.class))) {
      assertThat(run(Program.class, order.toArray(new Class<?>[0])))
          .contains("in the context: ann", "outside: bob")
          .anyMatch(line -> line.endsWith("a thread-local carrier cannot be used"))
          .noneMatch(line -> line.contains("several"));
    }
  }

  @Test
  void whatItThrowsIsLoggedAndTheCodeRuns() throws Exception {
    List<String> lines = run(LoopProgram.class, Failing.class);

    assertThat(lines.stream().filter(line -> line.startsWith("ran ")))
        .containsExactly("ran Task-1", "ran Task-1");
    assertThat(lines)
        .anyMatch(line -> line.endsWith("NoSuchMethodError: capture"))
        .anyMatch(line -> line.endsWith("NoSuchMethodError: install"))
        .anyMatch(line -> line.endsWith("NoSuchMethodError: close"));
  }
}

package dev.continuo;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.File;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Who makes the loops; in JVMs of their own, as the provider is looked for once. */
@Timeout(120)
class EventLoopProviderTest {

  @TempDir Path folder;

  /** Makes loops that are told from others by their debug mode. */
  public static final class Debugging implements EventLoopProvider {
    @Override
    public EventLoop newLoop() {
      EventLoop loop = EventLoop.standard();
      loop.setDebug(true);
      return loop;
    }
  }

  /** Makes none. */
  public static final class Broken implements EventLoopProvider {
    @Override
    @SuppressWarnings("NullAway") // the mistake that is tested
    public EventLoop newLoop() {
      return null;
    }
  }

  static final class Program {
    public static void main(String[] arguments) {
      try (EventLoop loop = EventLoop.create();
          EventLoop standard = EventLoop.standard();
          Runner runner = new Runner()) {
        System.out.println(loop.isDebug() + " " + standard.isDebug());
        System.out.println(runner.loop().isDebug());
      } catch (IllegalStateException e) {
        System.out.println(e.getMessage());
      }
    }
  }

  private List<String> run(List<Class<?>> providers, String... options) throws Exception {
    Path services = Files.createDirectories(folder.resolve("META-INF/services"));
    Files.write(
        services.resolve("dev.continuo.EventLoopProvider"),
        providers.stream().map(Class::getName).toList());
    String classPath = folder + File.pathSeparator + System.getProperty("java.class.path");
    try (Jvm jvm = Jvm.start(new ArrayList<>(List.of(options)), classPath, Program.class)) {
      List<String> lines = jvm.rest();
      assertThat(jvm.exitCode()).isEqualTo(0);
      return lines;
    }
  }

  @Test
  void withoutAProviderTheRuntimeMakesTheLoops() throws Exception {
    assertThat(run(List.of())).containsExactly("false false", "false");
  }

  @Test
  void aProviderMakesThemForEverybodyWhoDoesNotAskForTheStandard() throws Exception {
    assertThat(run(List.of(Debugging.class))).containsExactly("true false", "true");
  }

  @Test
  void twoAreAnErrorThatNamesBothAndTheProperty() throws Exception {
    assertThat(run(List.of(Debugging.class, Broken.class)))
        .singleElement()
        .asString()
        .startsWith("several event loop providers: [")
        .contains("EventLoopProviderTest$Debugging", "EventLoopProviderTest$Broken")
        .contains("-Dcontinuo.eventLoopProvider=");
  }

  @Test
  void aPropertyChoosesOne() throws Exception {
    String chosen = "-Dcontinuo.eventLoopProvider=";
    List<Class<?>> both = List.of(Debugging.class, Broken.class);

    assertThat(run(both, chosen + Debugging.class.getName())).containsExactly("true false", "true");
    assertThat(run(both, chosen + "standard")).containsExactly("false false", "false");
    assertThat(run(both, chosen + "com.example.None"))
        .singleElement()
        .asString()
        .contains("com.example.None is none of [");
    assertThat(run(both, chosen + Broken.class.getName()))
        .singleElement()
        .asString()
        .endsWith("Broken.newLoop() returned null");
  }
}

package dev.continuo.netty;

import static dev.continuo.Continuo.*;
import static java.time.Duration.ofMillis;
import static org.assertj.core.api.Assertions.assertThat;

import dev.continuo.Continuo;
import dev.continuo.Coroutine;
import dev.continuo.EventLoop;
import dev.continuo.Runner;
import dev.continuo.annotation.Async;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

/** Whole programs on Netty. */
class NettyLoopsTest extends NettyTests {

  @Async
  private static Coroutine<Thread> whereAfterASleep() {
    await(sleep(ofMillis(1)));
    return value(Thread.currentThread());
  }

  @Async
  private static Coroutine<io.netty.channel.EventLoop> nettyLoopOfThisOne() {
    await(yieldNow());
    return value(NettyLoop.nettyLoop(EventLoop.running()));
  }

  @Test
  void aLoopHasAnEventLoopOfItsOwnThatEndsWithIt() throws Exception {
    io.netty.channel.EventLoop own;
    try (Runner runner = new Runner(new NettyLoops())) {
      Thread thread = runner.run(whereAfterASleep());
      assertThat(thread.getName()).startsWith("continuo-netty");
      assertThat(thread.isDaemon()).isTrue();
      own = runner.run(nettyLoopOfThisOne());
      assertThat(NettyLoop.of(own)).isSameAs(runner.loop());
    }

    assertThat(own.terminationFuture().await(30, TimeUnit.SECONDS)).isTrue();
  }

  @Test
  void orOneOfAGroupThatGoesOn() throws Exception {
    NettyLoops loops = new NettyLoops(group);
    try (Runner one = new Runner(loops);
        Runner other = new Runner(loops)) {
      assertThat(one.run(whereAfterASleep())).isSameAs(nettyThread());
      assertThat(other.run(whereAfterASleep())).isSameAs(nettyThread());
    }

    assertThat(group.isShuttingDown()).isFalse();
    assertThat(NettyLoop.of(netty).isRunning()).isTrue();
  }

  static final class Program {
    public static void main(String[] arguments) {
      System.out.println(Continuo.run(whereAfterASleep()).getName().replaceAll("-[0-9].*", ""));
    }
  }

  private static List<String> run(String... options) throws IOException, InterruptedException {
    List<String> command = new ArrayList<>();
    command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    command.addAll(List.of(options));
    command.addAll(List.of("-cp", System.getProperty("java.class.path")));
    command.add(Program.class.getName());
    Process process = new ProcessBuilder(command).redirectErrorStream(true).start();
    try (var lines = process.inputReader()) {
      List<String> all = lines.lines().toList();
      assertThat(process.waitFor()).as("%s", all).isZero();
      return all;
    }
  }

  @Test
  void onTheClassPathItMakesTheLoopsOfTheProgram() throws Exception {
    String chosen = "-Dcontinuo.eventLoopProvider=";

    assertThat(run()).containsExactly("continuo-netty");
    assertThat(run(chosen + NettyLoops.class.getName())).containsExactly("continuo-netty");
    assertThat(run(chosen + "standard")).containsExactly("main");
  }
}

package dev.continuo.samples.process;

import static dev.continuo.Continuo.*;
import static java.time.Duration.ofMillis;
import static java.time.Duration.ofSeconds;

import dev.continuo.Coroutine;
import dev.continuo.annotation.Async;
import dev.continuo.process.AsyncProcess;
import dev.continuo.process.ProcessOptions;
import dev.continuo.process.Processes;
import dev.continuo.process.Stdio;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;

/**
 * Runs commands side by side, and starts again what fails: {@code ./sample process/supervisor
 * 'web=python3 -m http.server' 'tick=while sleep 1; do date; done'}.
 *
 * <pre>
 * clock  | tick
 * flaky  | on my way
 * flaky  * failed with exit code 3, again in 200 ms
 * clock  | tick
 * clock  * done
 * flaky  | on my way
 * flaky  * failed with exit code 3, given up
 * </pre>
 *
 * <p>Ctrl-C asks all to end, waits for them, and kills who does not listen. The exit code is 0 if
 * all commands have ended well, 1 if one was given up, 130 after Ctrl-C.
 */
class Supervisor {

  /** A command of the shell, and what stands before its lines. */
  record Child(String name, String command) {

    /** Reads {@code name=command}; a command without a name is called by its first word. */
    static Child parse(String argument) {
      int equals = argument.indexOf('=');
      String name = equals < 0 ? "" : argument.substring(0, equals);
      return name.matches("\\w+")
          ? new Child(name, argument.substring(equals + 1))
          : new Child(argument.strip().split("\\s+", 2)[0], argument);
    }
  }

  /** How often a command that fails is started again, and after how long at first and at most. */
  record Policy(int restarts, Duration first, Duration longest) {

    Duration delay(int restart) {
      Duration doubled = first.multipliedBy(1L << Math.min(restart, 30));
      return doubled.compareTo(longest) < 0 ? doubled : longest;
    }
  }

  private static final ProcessOptions OPTIONS =
      ProcessOptions.PIPES
          .withStdin(Stdio.DISCARD)
          .withStderr(Stdio.MERGED)
          .withLimit(1 << 20)
          .withGrace(ofSeconds(3));

  private static final List<String> EXAMPLES =
      List.of(
          "clock=for i in 1 2 3 4; do echo tick; sleep 0.5; done",
          "flaky=echo on my way; sleep 0.3; exit 3",
          "brief=echo hello");

  private final Policy policy;
  private final int width;

  private Supervisor(Policy policy, int width) {
    this.policy = policy;
    this.width = width;
  }

  private void print(Child child, char kind, String text) {
    System.out.println(
        child.name() + " ".repeat(width - child.name().length()) + kind + ' ' + text);
  }

  /** Runs a command once; gives its exit code. */
  @Async
  private Coroutine<Integer> once(Child child) {
    try (AsyncProcess process = await(Processes.shell(OPTIONS, child.command()))) {
      for (String line : each(process.stdout().lines())) {
        print(child, '|', line);
      }
      return value(await(process.waitFor()));
    }
  }

  /** Runs a command until it ends well, or has failed too often. */
  @Async
  private Coroutine<Boolean> keep(Child child) {
    for (int restart = 0; ; restart++) {
      int code = await(once(child));
      if (code == 0) {
        print(child, '*', "done");
        return value(true);
      }
      String failure = "failed with exit code " + code;
      if (restart == policy.restarts()) {
        print(child, '*', failure + ", given up");
        return value(false);
      }
      Duration delay = policy.delay(restart);
      print(child, '*', failure + ", again in " + delay.toMillis() + " ms");
      await(sleep(delay));
    }
  }

  /** Runs all; whether all have ended well. */
  @Async
  static Coroutine<Boolean> supervise(List<Child> children, Policy policy) {
    int width = children.stream().mapToInt(child -> child.name().length()).max().orElse(0) + 1;
    Supervisor supervisor = new Supervisor(policy, width);
    List<Boolean> ends = await(mapConcurrent(children, children.size(), supervisor::keep));
    return value(!ends.contains(false));
  }

  public static void main(String[] args) {
    List<String> commands = new ArrayList<>(args.length == 0 ? EXAMPLES : List.of(args));
    commands.removeAll(Collections.singleton(""));
    List<Child> children = commands.stream().map(Child::parse).toList();
    boolean isWell = run(supervise(children, new Policy(3, ofMillis(200), ofSeconds(5))));
    if (!isWell) {
      System.exit(1);
    }
  }
}

package dev.example;

import static dev.continuo.Continuo.await;
import static dev.continuo.Continuo.createTask;
import static dev.continuo.Continuo.done;
import static dev.continuo.Continuo.run;
import static dev.continuo.Continuo.yieldNow;

import dev.continuo.AsyncFuture;
import dev.continuo.Coroutine;
import dev.continuo.EventLoop;
import dev.continuo.Task;
import dev.continuo.annotation.Async;
import java.lang.instrument.ClassDefinition;
import java.lang.instrument.Instrumentation;
import java.nio.file.Files;
import java.nio.file.Path;

/** Does what a debugger does: redefines a class of which a coroutine is suspended. */
public class HotSwap {

  private static Instrumentation jvm;

  /** A second agent gives this program what a debugger has. */
  public static void premain(String arguments, Instrumentation instrumentation) {
    jvm = instrumentation;
  }

  @Async
  static Coroutine<Void> program(String[] versions) throws Exception {
    for (String version : versions) {
      AsyncFuture<String> gate = EventLoop.running().createFuture();
      Task<String> suspended = createTask(Subject.greet(gate));
      await(yieldNow());
      System.out.println(version + ": " + change(version));
      gate.setResult("was suspended");
      System.out.println(await(suspended));
      AsyncFuture<String> open = EventLoop.running().createFuture();
      open.setResult("is new");
      System.out.println(await(Subject.greet(open)));
    }
    return done();
  }

  private static String change(String version) throws Exception {
    if (version.equals("retransformed")) {
      jvm.retransformClasses(Subject.class, Class.forName("dev.example.Subject$greet$async"));
      return "done";
    }
    byte[] file = Files.readAllBytes(Path.of(version, "dev", "example", "Subject.class"));
    try {
      jvm.redefineClasses(new ClassDefinition(Subject.class, file));
      return "accepted";
    } catch (UnsupportedOperationException e) {
      return "refused";
    }
  }

  public static void main(String[] args) throws Exception {
    run(program(args));
  }
}

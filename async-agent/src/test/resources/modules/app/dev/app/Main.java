package dev.app;

import static dev.continuo.Continuo.await;
import static dev.continuo.Continuo.done;
import static dev.continuo.Continuo.run;

import dev.continuo.Coroutine;
import dev.continuo.annotation.Async;
import dev.shop.Till;
import java.lang.module.Configuration;
import java.lang.module.ModuleFinder;
import java.nio.file.Path;
import java.util.Set;
import java.util.ServiceLoader;

public class Main {

  @Async
  static Coroutine<Void> program(Path plugins) {
    try (Till till = new Till()) {
      System.out.println("sold for " + await(till.sell(21)));
    }
    for (Till.Greeter greeter : ServiceLoader.load(layer(plugins), Till.Greeter.class)) {
      System.out.println(await(greeter.greet()));
      System.out.println("coroutine in " + greeter.greet().getClass().getModule());
    }
    return done();
  }

  private static ModuleLayer layer(Path plugins) {
    Configuration configuration =
        ModuleLayer.boot()
            .configuration()
            .resolve(ModuleFinder.of(plugins), ModuleFinder.of(), Set.of("plugin"));
    return ModuleLayer.boot()
        .defineModulesWithOneLoader(configuration, Main.class.getClassLoader());
  }

  public static void main(String[] args) {
    Coroutine<Void> program = program(Path.of(args[0]));
    System.out.println("coroutine in " + program.getClass().getModule());
    run(program);
  }
}

package dev.example;

import static dev.continuo.Continuo.await;
import static dev.continuo.Continuo.done;
import static dev.continuo.Continuo.run;

import dev.continuo.Coroutine;
import dev.continuo.annotation.Async;

/** Prints the same text whatever has transformed it. */
public final class Main {

  private Main() {}

  @Async
  static Coroutine<Void> program() {
    Warehouse warehouse =
        new Warehouse(new Item("tea", 450, 2), new Item("oil-can", 1299, 7), new Item("jam", 305, 3));
    System.out.println("streams   " + await(warehouse.overStreams()));
    System.out.println("group     " + await(warehouse.inParallel()));
    System.out.println("resources " + await(warehouse.failing()));
    System.out.println("lambdas   " + await(warehouse.throughLambdas()));
    System.out.println("inner     " + await(warehouse.new Picker().heaviest()));
    try {
      await(new Item("air", 1, 1).cheaper(-100));
      await(new Item("gas", 1, -1).cheaper(0));
    } catch (IllegalArgumentException e) {
      System.out.println("failure   " + e.getMessage());
    }
    return done();
  }

  public static void main(String[] args) {
    run(program());
  }
}

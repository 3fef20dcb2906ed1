package dev.example;

import static dev.continuo.Continuo.sleep;

import dev.continuo.Coroutine;
import java.time.Duration;

/** A plain class that makes a coroutine and does nothing with it: it stays as it is, with a warning. */
public class Dropped {

  static Coroutine<Void> nap() {
    return sleep(Duration.ofMillis(1));
  }

  public static void main(String[] args) {
    nap();
    System.out.println("no nap");
  }
}

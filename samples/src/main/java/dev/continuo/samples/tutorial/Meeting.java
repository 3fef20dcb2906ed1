package dev.continuo.samples.tutorial;

import java.util.concurrent.CountDownLatch;

/** Where two threads wait for each other. */
class Meeting {
  private final CountDownLatch arrived = new CountDownLatch(2);

  /** Blocks until the other is there too. */
  String say(String word) throws InterruptedException {
    arrived.countDown();
    arrived.await();
    return word;
  }
}

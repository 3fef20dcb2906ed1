package dev.continuo.internal;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayDeque;
import java.util.Random;
import org.junit.jupiter.api.Test;

class ReadyQueueTest {

  @Test
  void itIsAFifoThatGrowsWhereverItsHeadIs() {
    Random random = new Random(7);
    ReadyQueue queue = new ReadyQueue();
    ArrayDeque<Integer> model = new ArrayDeque<>();
    for (int i = 0; i < 20_000; i++) {
      if (random.nextInt(5) < 3) {
        queue.add(i);
        model.add(i);
      } else {
        assertThat(queue.poll()).isEqualTo(model.poll());
      }
      assertThat(queue.size()).isEqualTo(model.size());
    }
    queue.clear();
    assertThat(queue.poll()).isNull();
  }
}

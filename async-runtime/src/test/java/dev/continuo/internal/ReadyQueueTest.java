package dev.continuo.internal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ReadyQueueTest {

  @ParameterizedTest
  @ValueSource(ints = {0, Integer.MAX_VALUE - 100, -100})
  void itIsAFifoThatGrowsWhereverItsHeadIs(int start) {
    Random random = new Random(7);
    ReadyQueue queue = new ReadyQueue(start);
    ArrayDeque<Integer> model = new ArrayDeque<>();
    int marked = queue.end();
    int untilMarked = 0;
    for (int i = 0; i < 20_000; i++) {
      if (random.nextInt(5) < 3) {
        queue.add(i);
        model.add(i);
      } else {
        untilMarked -= model.isEmpty() ? 0 : 1;
        assertThat(queue.poll()).isEqualTo(model.poll());
      }
      assertThat(queue.size()).isEqualTo(model.size());
      assertThat(queue.isAhead(marked)).isEqualTo(untilMarked > 0);
      if (untilMarked <= 0) {
        marked = queue.end();
        untilMarked = model.size();
      }
    }
    List<Object> seen = new ArrayList<>();
    queue.forEach(seen::add);
    assertThat(seen).containsExactlyElementsOf(model);
    assertThat(queue.close()).containsExactlyElementsOf(model);
  }

  @Test
  void anItemIsReplacedWhereverItIs() {
    ReadyQueue queue = new ReadyQueue(Integer.MAX_VALUE - 30);
    List<Object> model = new ArrayList<>();
    for (int i = 0; i < 50; i++) {
      Object item = "item " + i;
      queue.add(item);
      model.add(item);
    }
    for (int i = 0; i < 50; i += 7) {
      queue.replace(model.get(i), "other " + i);
      model.set(i, "other " + i);
    }
    queue.replace("none", "never");

    assertThat(queue.close()).containsExactlyElementsOf(model);
  }

  @Test
  void onceClosedItIsEmptyAndRefuses() {
    ReadyQueue queue = new ReadyQueue();
    queue.add("left");

    assertThat(queue.close()).containsExactly("left");

    assertThat(queue.size()).isZero();
    assertThat(queue.poll()).isNull();
    assertThatThrownBy(() -> queue.add("late"))
        .isInstanceOf(IllegalStateException.class)
        .hasMessage("Event loop is closed");
  }

  @Test
  void theFirstItemEndsARestAndIsTold() {
    ReadyQueue queue = new ReadyQueue();
    int[] told = new int[1];
    queue.rest(() -> told[0]++);
    assertThat(queue.size()).isZero();
    assertThat(queue.poll()).isNull();

    queue.add("a");
    queue.add("b");

    assertThat(told[0]).isEqualTo(1);
    assertThat(queue.poll()).isEqualTo("a");
    assertThat(queue.poll()).isEqualTo("b");
    queue.rest(() -> told[0]++);
    queue.resume();
    queue.add("c");
    assertThat(told[0]).isEqualTo(1);
  }

  @Test
  void aQueueThatIsClosedWhileItRestsRefuses() {
    ReadyQueue queue = new ReadyQueue();
    queue.rest(() -> {});

    assertThat(queue.close()).isEmpty();
    queue.resume();
    queue.rest(() -> {});

    assertThatThrownBy(() -> queue.add("x")).hasMessage("Event loop is closed");
  }

  @Test
  void aQueueThatIsEmptyAfterABurstGivesThePlacesBack() {
    ReadyQueue queue = new ReadyQueue();
    Integer item = 1;
    for (int round = 0; round < 2; round++) {
      for (int i = 0; i < 1_000_000; i++) {
        queue.add(item);
      }
      queue.shrink(); // does nothing: it is not empty
      Object last = null;
      for (int i = 0; i < 1_000_000; i++) {
        last = queue.poll();
      }
      assertThat(last).isSameAs(item);
      assertThat(queue.places()).isGreaterThanOrEqualTo(1_000_000);
      queue.shrink();
      assertThat(queue.places()).isLessThan(1_000);
      assertThat(queue.poll()).isNull();
    }
  }
}

package dev.continuo.samples.guide;

import static dev.continuo.Continuo.await;
import static dev.continuo.Continuo.createTask;
import static dev.continuo.Continuo.run;
import static dev.continuo.Continuo.value;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;

import dev.continuo.Coroutine;
import dev.continuo.annotation.Async;
import java.util.Arrays;
import org.junit.jupiter.api.Test;

/** A trace shows every level of a method that calls itself through tasks. */
class RecursionAcrossTasksTest {

  @Async
  private static Coroutine<Integer> down(int n) {
    if (n < 0) {
      return value(0);
    }
    if (n == 0) {
      throw new IllegalStateException("bottom");
    }
    return value(await(createTask(down(n - 1))));
  }

  @Test
  void everyLevelIsShown() {
    Throwable failure = catchThrowable(() -> run(down(3)));
    assertThat(failure).isInstanceOf(IllegalStateException.class).hasMessage("bottom");
    assertThat(
            Arrays.stream(failure.getStackTrace())
                .filter(e -> e.getMethodName().equals("down"))
                .count())
        .isEqualTo(4);
  }
}

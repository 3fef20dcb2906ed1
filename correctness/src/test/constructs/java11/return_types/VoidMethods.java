package return_types;

import static dev.continuo.Continuo.*;

import dev.continuo.annotation.Async;
import dev.continuo.constructs.Steps;

/** Fire and forget: a task of the running loop. */
public class VoidMethods {

  @Async
  static void logsItsSteps(Steps s) {
    for (int i = 0; i < 3; i++) {
      s.log("step " + await(s.later(i)));
    }
    try {
      await(s.fail(new IllegalStateException("x")));
    } catch (IllegalStateException e) {
      s.log("caught");
      return;
    } finally {
      s.log("finally " + await(s.later("f")));
    }
    s.log("not here");
  }

  @Async
  static void failsAfterAnAwait(Steps s) {
    await(s.later(1));
    throw new IllegalStateException("goes to the exception handler");
  }

  @Async
  static void failsAtOnce(Steps s) {
    throw new IllegalStateException("goes to the exception handler");
  }

  @Async
  static void earlyReturn(Steps s) {
    if (await(s.later(true))) {
      s.log("early");
      return;
    }
    s.log("not here");
  }

  @Async
  static void changesAnArray(Steps s) {
    int[] a = s.watch(new int[3]);
    for (int i = 0; i < a.length; i++) {
      a[i] += await(s.later(i)) * 10;
    }
  }
}

import static dev.continuo.Continuo.*;

import dev.continuo.Coroutine;
import dev.continuo.annotation.Async;
import dev.continuo.constructs.Steps;

/** A class without a package. */
public class PackageLess {

  private int n = 3;

  interface Step {
    Coroutine<Integer> run();
  }

  @Async
  static Coroutine<?> inTheUnnamedPackage(Steps s) {
    int[] a = {1};
    a[0] += await(s.later(2));
    return value(a[0] + await(new PackageLess().instance(s)));
  }

  @Async
  private Coroutine<Integer> instance(Steps s) {
    Step step = () -> value(n + await(s.later(4)));
    return value(await(step.run()) + n);
  }
}

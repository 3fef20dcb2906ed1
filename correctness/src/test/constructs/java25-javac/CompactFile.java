import static dev.continuo.Continuo.*;

import dev.continuo.Coroutine;
import dev.continuo.annotation.Async;
import dev.continuo.constructs.Steps;

/** A compact source file: its class is implicit and has no name, and java.base is imported. */
private static final int LIMIT = 2;

@Async
static Coroutine<?> implicitClassInTheUnnamedPackage(Steps s) {
  Map<String, Integer> seen = new TreeMap<>();
  for (String name : List.of("a", "b")) {
    seen.merge(name, LIMIT + await(s.later(name.length())), Integer::sum);
  }
  return value(seen + await(another(s)) + await(new Box(7).plus(s, LIMIT)));
}

@Async
private static Coroutine<String> another(Steps s) {
  Supplier<Coroutine<Integer>> size = () -> value(LIMIT + await(s.later(10)));
  return value(" " + await(size.get()) + " ");
}

record Box(int n) {
  @Async
  Coroutine<Integer> plus(Steps s, int m) {
    return value(n + await(s.later(m)));
  }
}

void main() {}

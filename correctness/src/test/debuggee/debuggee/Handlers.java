package debuggee;

import static debuggee.Later.later;
import static debuggee.Later.use;
import static dev.continuo.Continuo.await;
import static dev.continuo.Continuo.value;

import dev.continuo.Coroutine;
import dev.continuo.annotation.Async;

/** try, catch, finally, try-with-resources and switches. */
class Handlers {

  @Async
  Coroutine<Integer> everyPart(int n) {
    int state = 0;
    try {
      int inTry = await(later(n)); //@ this=Handlers n=1 state=0
      state = inTry + 10 / (n - 1); //@ this=Handlers n=1 state=0 inTry=1
    } catch (ArithmeticException e) {
      int inCatch = await(later(20)); //@ this=Handlers n=1 state=0 e=ArithmeticException
      state += inCatch; //@ this=Handlers n=1 state=0 e=ArithmeticException inCatch=20
      use(e);
    } finally {
      int inFinally = await(later(300)); //@ this=Handlers n=1 state=20
      state += inFinally; //@ this=Handlers n=1 state=20 inFinally=300
    }
    use(n);
    return value(state); //@ this=Handlers n=1 state=320
  }

  @Async
  static Coroutine<Integer> finallyAfterReturn(int n) {
    try {
      return value(await(later(n)));
    } finally {
      int closing = await(later(7)); //@ n=1
      use(closing, n); //@ n=1 closing=7
    }
  }

  private static final class Resource implements AutoCloseable {
    private final String name;

    Resource(String name) {
      this.name = name;
    }

    @Override
    public void close() {
      use(name);
    }
  }

  @Async
  static Coroutine<Integer> resources(int n) {
    int sum = 0;
    try (Resource one = new Resource("one");
        Resource two = new Resource("two")) {
      int r = await(later(n)); //@ n=1 sum=0 one=Resource two=Resource
      sum += r; //@ n=1 sum=0 one=Resource two=Resource r=1
      use(one, two);
    }
    int after = await(later(2)); //@ n=1 sum=1
    use(n, after); //@ n=1 sum=1 after=2
    return value(sum);
  }

  @Async
  static Coroutine<String> switchExpression(int n) {
    String prefix = "p";
    String chosen =
        switch (n) {
          case 1 -> {
            int one = await(later(10)); //@ n=1 prefix="p"
            yield prefix + one; //@ n=1 prefix="p" one=10
          }
          case 2 -> "two" + await(later("x"));
          default -> "other";
        };
    use(n, prefix);
    return value(chosen); //@ n=1 prefix="p" chosen="p10" | n=2 prefix="p" chosen="twox"
  }

  @Async
  static Coroutine<Integer> switchStatement(String key) {
    int result = 0;
    switch (await(later(key))) { //@ key="b" result=0
      case "a":
        result = 1;
        break;
      case "b":
        int inB = await(later(2)); //@ key="b" result=0
        result = inB; //@ key="b" result=0 inB=2
      // falls through
      default:
        result += await(later(10));
        use(key);
    }
    return value(result);
  }

  @Async
  static Coroutine<Integer> nestedHandlers(int n) {
    int depth = 0;
    try {
      depth = 1;
      try {
        depth = await(later(2));
        throw new IllegalStateException("inner");
      } finally {
        depth += await(later(10));
      }
    } catch (IllegalStateException e) {
      depth += await(later(100)); //@ n=1 depth=12 e=IllegalStateException
      use(e, n);
    }
    return value(depth);
  }

  public static void main(String[] args) {
    Later.start(() -> new Handlers().everyPart(1));
    Later.start(() -> finallyAfterReturn(1));
    Later.start(() -> resources(1));
    Later.start(() -> switchExpression(1));
    Later.start(() -> switchExpression(2));
    Later.start(() -> switchStatement("b"));
    Later.start(() -> nestedHandlers(1));
  }
}

package debuggee;

import static debuggee.Later.later;
import static debuggee.Later.use;
import static dev.continuo.Continuo.await;
import static dev.continuo.Continuo.value;

import dev.continuo.Coroutine;
import dev.continuo.annotation.Async;

/** Lambdas with captured values, nested ones, and methods of inner classes. */
class Lambdas {

  interface Adder {
    Coroutine<Integer> apply(int x);
  }

  private final int field = 3;

  @Async
  Coroutine<Integer> capturing(int captured) {
    String outer = "outer";
    Adder add =
        x -> {
          int r = await(later(x + captured)); //@ this=Lambdas captured=10 x=1
          return value(r + field); //@ this=Lambdas captured=10 x=1 r=11
        };
    int sum = await(add.apply(1));
    use(outer, captured, add);
    return value(sum); //@ this=Lambdas captured=10 outer="outer" add=lambda sum=14
  }

  class Inner {
    @Async
    Coroutine<Integer> method(int a) {
      int r = await(later(a)); //@ this=Inner a=4
      return value(r + field); //@ this=Inner a=4 r=4
    }
  }

  interface Greeter {
    @Async
    default Coroutine<String> greet(String who) {
      String hello = await(later("hello")); //@ this=1 who="you"
      use(this); //@ this=1 who="you" hello="hello"
      return value(hello + who);
    }
  }

  public static void main(String[] args) {
    Later.start(() -> new Lambdas().capturing(10));
    Later.start(() -> new Lambdas().new Inner().method(4));
    Later.start(() -> new Greeter() {}.greet("you"));
  }
}

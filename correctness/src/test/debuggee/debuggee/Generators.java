package debuggee;

import static debuggee.Later.later;
import static debuggee.Later.use;
import static dev.continuo.Continuo.await;
import static dev.continuo.Continuo.each;
import static dev.continuo.Continuo.emit;
import static dev.continuo.Continuo.done;
import static dev.continuo.Continuo.value;

import dev.continuo.AsyncGenerator;
import dev.continuo.Coroutine;
import dev.continuo.Generator;
import dev.continuo.annotation.Async;

/** Generators, and the loops over them. */
class Generators {

  @Async
  AsyncGenerator<Integer> numbers(int n) {
    for (int i = 0; i < n; i++) {
      int r = await(later(i)); //@ this=Generators n=2 i=0 | this=Generators n=2 i=1
      emit(r * 10); //@ this=Generators n=2 i=0 r=0 | this=Generators n=2 i=1 r=1
      use(r); //@ this=Generators n=2 i=0 r=0 | this=Generators n=2 i=1 r=1
    }
    return done(); //@ this=Generators n=2
  }

  @Async
  Coroutine<Integer> loop() {
    int sum = 0;
    for (int x : each(numbers(2))) {
      int r = await(later(x + 1)); //@ this=Generators sum=0 x=0 | this=Generators sum=1 x=10
      sum += r; //@ this=Generators sum=0 x=0 r=1 | this=Generators sum=1 x=10 r=11
    }
    return value(sum); //@ this=Generators sum=12
  }

  @Async
  static Generator<String> words(String a) {
    emit(a); //@ a="a"
    String b = a + a; //@ a="a"
    emit(b); //@ a="a" b="aa"
    use(a, b); //@ a="a" b="aa"
    return done();
  }

  @Async
  static Coroutine<Integer> overWords() {
    int length = 0;
    for (String word : words("a")) {
      length += word.length(); //@ length=0 word="a" | length=1 word="aa"
    }
    return value(length);
  }

  public static void main(String[] args) {
    Later.start(() -> new Generators().loop());
    Later.start(() -> overWords());
  }
}

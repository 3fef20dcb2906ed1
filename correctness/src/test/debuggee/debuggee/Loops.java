package debuggee;

import static debuggee.Later.later;
import static debuggee.Later.use;
import static dev.continuo.Continuo.await;
import static dev.continuo.Continuo.value;

import dev.continuo.Coroutine;
import dev.continuo.annotation.Async;
import java.util.ArrayList;
import java.util.List;

/** Loops of every kind, nested ones too. */
class Loops {

  @Async
  Coroutine<Integer> counting(int n) {
    int sum = 0;
    for (int i = 0; i < n; i++) {
      int r = await(later(i * 10)); //@ this=Loops n=2 sum=0 i=0 | this=Loops n=2 sum=0 i=1
      sum += r; //@ this=Loops n=2 sum=0 i=0 r=0 | this=Loops n=2 sum=0 i=1 r=10
    }
    return value(sum); //@ this=Loops n=2 sum=10
  }

  @Async
  static Coroutine<Integer> whileTrue(int n) {
    while (true) {
      if (n == 0) {
        break;
      }
      n = await(later(n - 1)); //@ n=2 | n=1
      use(n); //@ n=1 | n=0
    }
    return value(n); //@ n=0
  }

  @Async
  static Coroutine<Integer> awaitInCondition(int n) {
    int turns = 0;
    while (await(later(n)) > 0) { //@ n=2 turns=0 | n=1 turns=1 | n=0 turns=2
      n--; //@ n=2 turns=0 | n=1 turns=1
      turns++;
    }
    return value(turns); //@ n=0 turns=2
  }

  @Async
  static Coroutine<Integer> doWhile(int n) {
    do {
      int before = n;
      n = await(later(n - 1)); //@ n=2 before=2 | n=1 before=1
      use(before, n); //@ n=1 before=2 | n=0 before=1
    } while (n > 0);
    return value(n);
  }

  @Async
  static Coroutine<String> nested(List<String> names) {
    StringBuilder all = new StringBuilder();
    int outside = await(later(100));
    for (String name : names) {
      int length = name.length();
      for (int k = 0; k < 2; k++) {
        int r = await(later(k + length)); //@ names=ArrayList all=StringBuilder outside=100 name="a" length=1 k=0 | names=ArrayList all=StringBuilder outside=100 name="a" length=1 k=1 | names=ArrayList all=StringBuilder outside=101 name="bb" length=2 k=0 | names=ArrayList all=StringBuilder outside=101 name="bb" length=2 k=1
        all.append(name).append(r); //@ names=ArrayList all=StringBuilder outside=100 name="a" length=1 k=0 r=1 | names=ArrayList all=StringBuilder outside=100 name="a" length=1 k=1 r=2 | names=ArrayList all=StringBuilder outside=101 name="bb" length=2 k=0 r=2 | names=ArrayList all=StringBuilder outside=101 name="bb" length=2 k=1 r=3
      }
      outside = await(later(outside + length)); //@ names=ArrayList all=StringBuilder outside=100 name="a" length=1 | names=ArrayList all=StringBuilder outside=101 name="bb" length=2
      use(outside, length); //@ names=ArrayList all=StringBuilder outside=101 name="a" length=1 | names=ArrayList all=StringBuilder outside=103 name="bb" length=2
    }
    use(names);
    return value(all.toString() + outside); //@ names=ArrayList all=StringBuilder outside=103
  }

  @Async
  static Coroutine<Integer> labelled(int[] numbers) {
    int seen = 0;
    outer:
    for (int x : numbers) {
      for (int y : numbers) {
        if (await(later(x)) + await(later(y)) == 4) {
          seen += 10;
          continue outer;
        }
        seen++;
        if (seen > 20) {
          break outer;
        }
      }
    }
    use(numbers);
    return value(seen);
  }

  public static void main(String[] args) {
    Later.start(() -> new Loops().counting(2));
    Later.start(() -> whileTrue(2));
    Later.start(() -> awaitInCondition(2));
    Later.start(() -> doWhile(2));
    Later.start(() -> nested(new ArrayList<>(List.of("a", "bb"))));
    Later.start(() -> labelled(new int[] {1, 2, 3}));
  }
}

package debuggee;

import static debuggee.Later.later;
import static debuggee.Later.use;
import static dev.continuo.Continuo.await;
import static dev.continuo.Continuo.value;

import dev.continuo.Coroutine;
import dev.continuo.annotation.Async;

/** A plain method with all kinds of locals. The comments say what a debugger shows there. */
class Locals {

  private final String name = "field";

  @Async
  Coroutine<String> allKinds(int p, String q) {
    boolean z = true;
    byte b = 1;
    char c = 'c';
    short s = 2;
    int i = 3;
    long j = 4L;
    float f = 5.5f;
    double d = 6.5;
    String text = "text";
    int[] array = {7, 8};
    int r = await(later(9)); //@ this=Locals p=30 q="q" z=true b=1 c='c' s=2 i=3 j=4 f=5.5 d=6.5 text="text" array=[7,8]
    i += r; //@ this=Locals p=30 q="q" z=true b=1 c='c' s=2 i=3 j=4 f=5.5 d=6.5 text="text" array=[7,8] r=9
    use(z, b, c, s, i, j, f, d, text, array);
    p = await(later(p + i)); //@ this=Locals p=30 q="q" z=true b=1 c='c' s=2 i=12 j=4 f=5.5 d=6.5 text="text" array=[7,8] r=9
    use(z, b, c, s, i, j, f, d, text, array, p, q, r, name); //@ this=Locals p=42 q="q" z=true b=1 c='c' s=2 i=12 j=4 f=5.5 d=6.5 text="text" array=[7,8] r=9
    return value(text + p);
  }

  @Async
  static Coroutine<Integer> oneLine(int a) {
    return value(a + await(later(1)) + await(later(2))); //@ a=1
  }

  @Async
  static Coroutine<Integer> severalLines(int a) {
    int sum =
        a
            + await(later(1)) //@ a=1
            + await(later(2));
    return value(sum); //@ a=1 sum=4
  }

  @Async
  static Coroutine<Object> nothingYet() {
    Object nothing = null;
    await(later(1)); //@ nothing=null
    use(nothing); //@ nothing=null
    nothing = "something";
    await(later(2)); //@ nothing="something"
    return value(nothing);
  }

  @Async
  static Coroutine<Integer> notUsedAfterwards(int a, String q) {
    int dead = a + 1;
    String gone = q + dead;
    use(gone);
    int r = await(later(5)); //@ a=1 q="q" dead=2 gone="q2"
    r++; //@ a=1 q="q" dead=2 gone="q2" r=5 //@default r=5
    return value(r);
  }

  /** An optional variable: declared before it has a value. */
  @Async
  static Coroutine<Integer> assignedLate(boolean first) {
    int late;
    if (first) {
      late = await(later(1)); //@ first=true
    } else {
      late = 2;
    }
    use(late); //@ first=true late=1
    return value(late);
  }

  @Async
  Coroutine<Integer> caller(int a) {
    int one = await(callee(a)); //@ this=Locals a=5
    int two = await(callee(one)); //@ this=Locals a=5 one=6
    return value(one + two); //@ this=Locals a=5 one=6 two=7
  }

  @Async
  private Coroutine<Integer> callee(int b) {
    int r = await(later(b)); //@ this=Locals b=5 | this=Locals b=6
    return value(r + 1); //@ this=Locals b=5 r=5 | this=Locals b=6 r=6
  }

  public static void main(String[] args) {
    Later.start(() -> new Locals().allKinds(30, "q"));
    Later.start(() -> oneLine(1));
    Later.start(() -> severalLines(1));
    Later.start(() -> nothingYet());
    Later.start(() -> notUsedAfterwards(1, "q"));
    Later.start(() -> assignedLate(true));
    Later.start(() -> new Locals().caller(5));
  }
}

package debuggee;

import static debuggee.Later.later;
import static debuggee.Later.use;
import static dev.continuo.Continuo.await;
import static dev.continuo.Continuo.value;

import dev.continuo.Coroutine;
import dev.continuo.annotation.Async;

/** Variables in nested scopes share slots; values wait on the operand stack. */
class Scopes {

  @Async
  static Coroutine<Integer> slotsAreReused(int n) {
    {
      int number = 1;
      String text = "first";
      await(later(0)); //@ n=5 number=1 text="first"
      use(number, text); //@ n=5 number=1 text="first"
    }
    await(later(0)); //@ n=5
    use(n); //@ n=5
    {
      String text = "second";
      double wide = 2.5;
      await(later(0)); //@ n=5 text="second" wide=2.5
      use(text, wide); //@ n=5 text="second" wide=2.5
      {
        long inner = 6;
        await(later(0)); //@ n=5 text="second" wide=2.5 inner=6
        use(inner, text, wide); //@ n=5 text="second" wide=2.5 inner=6
      }
      int[] inner = {await(later(1))}; //@ n=5 text="second" wide=2.5
      use(inner, text, wide); //@ n=5 text="second" wide=2.5 inner=[1]
    }
    return value(n); //@ n=5
  }

  @Async
  static Coroutine<Integer> sameNameInTwoLoops(int n) {
    int sum = 0;
    for (int i = 0; i < 1; i++) {
      sum += await(later(i + n));
    }
    for (long i = 7; i < 8; i++) {
      int r = await(later(1)); //@ n=5 sum=5 i=7
      sum += r + (int) i; //@ n=5 sum=5 i=7 r=1
    }
    use(n);
    return value(sum); //@ n=5 sum=13
  }

  @Async
  static Coroutine<String> operandStack(int[] a, String s) {
    a[0] += await(later(5)); //@ a=[1,2] s="s"
    use(a); //@ a=[6,2] s="s"
    String text = s + a[1] + await(later("x")) + 'c'; //@ a=[6,2] s="s"
    use(text); //@ a=[6,2] s="s" text="s2xc"
    int max = Math.max(a[0], await(later(7))) + Math.min(await(later(1)), 2);
    use(max, a, s); //@ a=[6,2] s="s" text="s2xc" max=8
    StringBuilder built = new StringBuilder(await(later("built")));
    return value(built.append(text).toString()); //@ a=[6,2] s="s" text="s2xc" max=8 built=StringBuilder
  }

  public static void main(String[] args) {
    Later.start(() -> slotsAreReused(5));
    Later.start(() -> sameNameInTwoLoops(5));
    Later.start(() -> operandStack(new int[] {1, 2}, "s"));
  }
}

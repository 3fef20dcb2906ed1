package c15_aspectj;

import dev.continuo.Coroutine;
import dev.continuo.constructs.Steps;
import org.aspectj.lang.JoinPoint;
import org.aspectj.lang.ProceedingJoinPoint;
import org.aspectj.lang.annotation.AfterReturning;
import org.aspectj.lang.annotation.AfterThrowing;
import org.aspectj.lang.annotation.Around;
import org.aspectj.lang.annotation.Aspect;
import org.aspectj.lang.annotation.Before;

/** Advice of every kind. */
@Aspect
public class Advice {

  @Before("execution(* c15_aspectj.WovenMethods.beforeAndAfter(..)) && args(s)")
  public void before(JoinPoint place, Steps s) {
    s.log("before " + place.getSignature().getName());
  }

  @AfterReturning("execution(* c15_aspectj.WovenMethods.beforeAndAfter(..)) && args(s)")
  public void after(Steps s) {
    s.log("after");
  }

  @AfterThrowing(
      value = "execution(* c15_aspectj.WovenMethods.failing(..)) && args(s)",
      throwing = "failure")
  public void afterThrowing(Steps s, Throwable failure) {
    s.log("after throwing " + failure.getMessage());
  }

  @Around("execution(* c15_aspectj.WovenMethods.around*(..)) && args(s, ..)")
  public Object around(ProceedingJoinPoint place, Steps s) throws Throwable {
    s.log("around " + place.getSignature().getName());
    return place.proceed();
  }

  @Around("call(* c15_aspectj.WovenMethods.advised(..)) && args(n, text)")
  public Object aroundCall(ProceedingJoinPoint place, int n, String text) throws Throwable {
    return place.proceed(new Object[] {n + 1, text}) + "!";
  }
}

package dev.continuo.coroutine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.continuo.Continuo;
import dev.continuo.Script;
import org.junit.jupiter.api.Test;

class LaunchTest {

  @Test
  void codeOfThisFormatAndOlderRuns() {
    assertThatCode(() -> Launch.requireFormat(Launch.FORMAT, "a.Hello")).doesNotThrowAnyException();
    assertThatCode(() -> Launch.requireFormat(0, "a.Hello")).doesNotThrowAnyException();
  }

  @Test
  void codeOfANewerFormatIsRefusedWithTheRemedy() {
    assertThatThrownBy(() -> Launch.requireFormat(Launch.FORMAT + 1, "a.Hello"))
        .isInstanceOf(IllegalStateException.class)
        .hasMessageContaining("a.Hello")
        .hasMessageContaining("update async-runtime");
  }

  @Test
  void aMethodThatReturnsNullIsToldHowToReturnIt() {
    Script<Object> tailOfNull =
        Script.of(
            s -> {
              throw new AssertionError("not reached");
            });
    CoroutineFrame<Object> frame =
        new CoroutineFrame<>() {
          @Override
          public Object resume(Driver driver) throws Throwable {
            Object callee = Await.tail(null, driver);
            return callee == null ? tailOfNull : callee;
          }

          @Override
          protected String metadata() {
            return "a.Hello\nnothing\nHello.java\n1";
          }
        };
    tailOfNull.close();

    assertThatThrownBy(() -> Continuo.run(frame))
        .isInstanceOf(NullPointerException.class)
        .hasMessageContaining("return value(null)")
        .hasMessageContaining("return done()");
  }

  @Test
  void aCoroutineSaysWhereItIs() {
    Script<Object> coroutine = Script.of("hello", s -> 1);
    assertThat(coroutine).hasToString("coroutine dev.continuo.Script.hello (not started)");
    coroutine.close();
    assertThat(coroutine).hasToString("coroutine dev.continuo.Script.hello (finished)");
  }
}

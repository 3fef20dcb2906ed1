package dev.continuo.transform.check;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class ResultTypeTest {

  @ParameterizedTest
  @CsvSource({
    "()Ldev/continuo/Coroutine<Ljava/lang/String;>;, java/lang/String, false",
    "()Ldev/continuo/Coroutine<+Ljava/lang/Number;>;, java/lang/Number, true",
    "()Ldev/continuo/Generator<LTree<TT;>.Node;>;, Tree$Node, false",
    "(I)Ldev/continuo/Coroutine<Ljava/util/List<Ljava/lang/Long;>;>;, java/util/List, false",
  })
  void theArgumentOfTheReturnType(String signature, String name, boolean isBound) {
    assertThat(ResultType.of(signature)).isEqualTo(new ResultType(name, isBound));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "()Ldev/continuo/Coroutine;",
        "()Ldev/continuo/Coroutine<*>;",
        "()Ldev/continuo/Coroutine<-Ljava/lang/String;>;",
        "()Ldev/continuo/Coroutine<[Ljava/lang/String;>;",
        "<T:Ljava/lang/Object;>()Ldev/continuo/Coroutine<TT;>;",
        "()Ldev/continuo/Coroutine<Ljava/lang/String",
        "",
        "()"
      })
  void aSignatureThatNamesNoClassOrIsBroken(String signature) {
    assertThat(ResultType.of(signature)).isNull();
  }
}

package dev.continuo.transform.constructs;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;

/**
 * The yardstick itself: a construct is only worth comparing if plain Java always gives the same.
 */
class PlainRunsTest {

  @TestFactory
  Stream<DynamicTest> constructsAreDeterministic() throws IOException {
    List<DynamicTest> tests = new ArrayList<>();
    Variant variant = Variant.available().get(0);
    CompiledConstructs constructs = CompiledConstructs.of(variant);
    PlainSide plain = new PlainSide(constructs, PlainSide.vocabulary());
    for (Construct construct : constructs.constructs()) {
      tests.add(
          DynamicTest.dynamicTest(
              construct.title(),
              () -> {
                PlainSide.Run first = plain.run(construct, 0);
                assertThat(plain.run(construct, 0)).isEqualTo(first);
                assertThat(first.outcome().toString())
                    .doesNotContain("not here")
                    .doesNotMatch("(?s).*@[0-9a-f]{5,}.*");
              }));
    }
    return tests.stream();
  }
}

package dev.continuo.transform.constructs;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicContainer;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;

/**
 * The differential test: every construct of {@code src/test/constructs} gives after the transformer
 * what the same class file gives as plain Java, whether its awaits complete at once, suspend, or do
 * one or the other; and a cancellation at any await is what an error thrown there would be.
 *
 * <p>{@code -Dconstructs=TryFinally} on surefire's JVM runs those whose title contains the text;
 * {@code -Dfront.end=javac}, {@code agent} or {@code cli} has that front end transform what the
 * compilers wrote that it can stand behind.
 */
class ConstructsTest {

  private static final String SELECTED = System.getProperty("constructs", "");
  private static final FrontEnd FRONT_END = FrontEnd.chosen();

  @TestFactory
  Stream<DynamicContainer> constructsGiveTheResultOfPlainJava() throws IOException {
    Map<String, byte[]> vocabulary = PlainSide.vocabulary();
    List<DynamicContainer> variants = new ArrayList<>();
    long selected = 0;
    for (Variant variant : variants()) {
      CompiledConstructs constructs = CompiledConstructs.of(variant);
      PlainSide plain = new PlainSide(constructs, vocabulary);
      TransformedClasses classes = FRONT_END.transform(constructs);
      List<Construct> chosen =
          constructs.constructs().stream()
              .filter(construct -> construct.title().contains(SELECTED))
              .toList();
      selected += chosen.size();
      variants.add(
          DynamicContainer.dynamicContainer(
              variant.name(),
              chosen.stream().flatMap(construct -> tests(variant, construct, plain, classes))));
    }
    if (selected == 0) {
      throw new IllegalArgumentException("no construct's title contains '" + SELECTED + "'");
    }
    return variants.stream();
  }

  private static List<Variant> variants() {
    return Variant.available().stream().filter(FRONT_END::takes).toList();
  }

  private static Stream<DynamicTest> tests(
      Variant variant, Construct construct, PlainSide plain, TransformedClasses classes) {
    return Mode.of(construct, variant).stream()
        .map(mode -> new Comparison(variant, construct, mode, plain, classes))
        .map(comparison -> DynamicTest.dynamicTest(comparison.name(), comparison::run));
  }
}

package dev.continuo.transform.constructs;

import static org.junit.jupiter.api.Assertions.assertTimeoutPreemptively;
import static org.junit.jupiter.api.Assertions.fail;

import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicContainer;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;

/**
 * The differential test: every construct of {@code src/test/constructs} gives after the transformer
 * what the same class file gives as plain Java, whether its awaits complete at once, suspend, or do
 * one or the other; and a cancellation at any await is what an error thrown there would be.
 *
 * <p>{@code -Dconstructs=TryFinally} on surefire's JVM runs those whose title contains the text.
 */
class ConstructsTest {

  private static final String SELECTED = System.getProperty("constructs", "");
  private static final Duration LIMIT = Duration.ofSeconds(20);

  @TestFactory
  Stream<DynamicContainer> constructsGiveTheResultOfPlainJava() throws IOException {
    Map<String, byte[]> vocabulary = PlainSide.vocabulary();
    List<DynamicContainer> variants = new ArrayList<>();
    for (Variant variant : Variant.available()) {
      CompiledConstructs constructs = CompiledConstructs.of(variant);
      PlainSide plain = new PlainSide(constructs, vocabulary);
      TransformedClasses classes = new TransformedClasses(constructs);
      variants.add(
          DynamicContainer.dynamicContainer(
              variant.name(),
              constructs.constructs().stream()
                  .filter(construct -> construct.title().contains(SELECTED))
                  .flatMap(construct -> tests(variant, construct, plain, classes))));
    }
    return variants.stream();
  }

  private static Stream<DynamicTest> tests(
      Variant variant, Construct construct, PlainSide plain, TransformedClasses classes) {
    return Mode.of(construct, variant.all()).stream()
        .map(
            mode ->
                DynamicTest.dynamicTest(
                    construct.title() + " [" + variant.name() + ", " + mode.name() + "]",
                    () ->
                        assertTimeoutPreemptively(
                            LIMIT, () -> compare(construct, mode, plain, classes))));
  }

  private static void compare(
      Construct construct, Mode mode, PlainSide plain, TransformedClasses classes)
      throws Exception {
    PlainSide.Run yardstick = plain.run(construct);
    TransformedSide side = new TransformedSide(classes);
    try {
      if (mode.timing() != Mode.Timing.CANCEL) {
        check(construct, "", side.run(construct, mode, 0, yardstick.awaits()), yardstick, classes);
        return;
      }
      for (int n : cancellations(yardstick.awaits())) {
        TransformedSide.Run run = side.run(construct, mode, n, yardstick.awaits());
        check(construct, "at await " + n, run, plain.run(construct, n), classes);
      }
    } catch (LinkageError | NullPointerException | IllegalStateException e) {
      fail("classes in " + classes.dump(construct.className()) + ": " + e, e);
    }
  }

  private static void check(
      Construct construct,
      String when,
      TransformedSide.Run run,
      PlainSide.Run plain,
      TransformedClasses classes) {
    String differences = run.outcome().differencesFrom(plain.outcome());
    if (!differences.isEmpty()) {
      fail(
          "differs from plain Java "
              + when
              + ":\n"
              + differences
              + "classes in "
              + classes.dump(construct.className()),
          run.failure());
    }
  }

  /** Every await, or the first and last ones of many. */
  private static int[] cancellations(int awaits) {
    return IntStream.rangeClosed(1, awaits).filter(n -> n <= 8 || n > awaits - 2).toArray();
  }
}

package dev.continuo.transform.random;

import static org.assertj.core.api.Assertions.assertThat;

import dev.continuo.transform.constructs.FrontEnd;
import java.util.Locale;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/**
 * Random programs give after the transformer what they give as plain Java, in every mode.
 *
 * <p>{@code -Drandom.first=1000000 -Drandom.count=100000} on Maven's command line runs others, and
 * {@code -Dfront.end=javac}, {@code agent} or {@code cli} has that front end transform them.
 */
class RandomProgramsTest {

  @Test
  void randomProgramsGiveTheResultOfPlainJava() throws Exception {
    long first = Long.getLong("random.first", 0);
    int count = Integer.getInteger("random.count", 500);

    assertThat(new Campaign(new Batch.Workshop("random", FrontEnd.chosen())).run(first, count))
        .isEmpty();
  }

  @ParameterizedTest
  @EnumSource(mode = EnumSource.Mode.EXCLUDE, names = "TRANSFORMER")
  void aSampleGivesItUnderEveryFrontEnd(FrontEnd frontEnd) throws Exception {
    String purpose = "random-" + frontEnd.name().toLowerCase(Locale.ROOT);
    assertThat(new Campaign(new Batch.Workshop(purpose, frontEnd)).run(0, 50)).isEmpty();
  }
}

package dev.continuo.transform.random;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

/**
 * Random programs give after the transformer what they give as plain Java, in every mode.
 *
 * <p>{@code -Drandom.first=1000000 -Drandom.count=100000} on Maven's command line runs others, and
 * {@code -Dfront.end=javac} has async-javac transform them.
 */
class RandomProgramsTest {

  @Test
  void randomProgramsGiveTheResultOfPlainJava() throws Exception {
    long first = Long.getLong("random.first", 0);
    boolean byAsyncJavac = System.getProperty("front.end", "transformer").equals("javac");
    int count = Integer.getInteger("random.count", 500);

    assertThat(new Campaign(new Batch.Workshop("random", byAsyncJavac)).run(first, count))
        .isEmpty();
  }

  @Test
  void aSampleGivesItUnderTheJavacFrontEndToo() throws Exception {
    assertThat(new Campaign(new Batch.Workshop("random-javac", true)).run(0, 50)).isEmpty();
  }
}

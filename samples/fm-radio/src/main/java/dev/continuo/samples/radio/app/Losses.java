package dev.continuo.samples.radio.app;

import dev.continuo.samples.radio.source.Sdr;
import java.util.Locale;

/**
 * What is missing in the sound, as far as anybody can know.
 *
 * @param samples dropped here, or by a server that said so
 * @param reconnects how often a connection was made again; how much went by meanwhile is not known
 * @param mayBeMore whether a server was made to wait that drops samples then, and cannot say so
 */
record Losses(long samples, int reconnects, boolean mayBeMore) {

  static Losses of(Sdr sdr, long droppedBySource, boolean sourceMayDrop) {
    return new Losses(
        sdr.lost() + droppedBySource, sdr.reconnects(), sourceMayDrop && sdr.waits() > 0);
  }

  String inWords() {
    StringBuilder words = new StringBuilder();
    if (samples > 0) {
      words.append(String.format(Locale.ROOT, "%,d samples lost", samples));
    } else if (reconnects == 0) {
      words.append(mayBeMore ? "nothing lost here" : "nothing lost");
    }
    if (reconnects > 0) {
      String times = reconnects == 1 ? "once" : reconnects + " times";
      words
          .append(words.isEmpty() ? "" : ", ")
          .append("reconnected " + times + ": the samples between are missing");
    }
    if (mayBeMore) {
      words.append("; the server had to wait, and may have dropped some");
    }
    return words.toString();
  }
}

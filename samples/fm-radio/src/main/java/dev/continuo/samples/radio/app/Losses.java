package dev.continuo.samples.radio.app;

import dev.continuo.samples.radio.source.Sdr;
import java.util.Locale;

/**
 * What is missing in the sound, as far as anybody can know.
 *
 * @param samples dropped here, or by a server that said so
 * @param reconnects how often a connection was made again; how much went by meanwhile is not known
 * @param source what is known of it
 * @param untaken how much sound, in seconds, no reader or device took at the end
 */
record Losses(long samples, int reconnects, Source source, double untaken) {

  /** Whether the source's own losses are known. */
  enum Source {
    /** A file loses nothing, our own server tells. */
    TELLS,
    /** Somebody else's server: a receiver, a USB line, a network may lose samples before us. */
    SILENT,
    /** Such a server that was made to wait, and drops samples then. */
    HAD_TO_WAIT
  }

  static Losses of(Sdr sdr, long droppedBySource, boolean silent, double untaken) {
    Source source = !silent ? Source.TELLS : sdr.waits() == 0 ? Source.SILENT : Source.HAD_TO_WAIT;
    return new Losses(sdr.lost() + droppedBySource, sdr.reconnects(), source, untaken);
  }

  String inWords() {
    StringBuilder words = new StringBuilder();
    String here = source == Source.TELLS ? "" : " here";
    if (samples > 0) {
      words.append(String.format(Locale.ROOT, "%,d samples lost%s", samples, here));
    } else if (reconnects == 0 && untaken == 0) {
      words.append("nothing lost").append(here);
    }
    if (reconnects > 0) {
      String times = reconnects == 1 ? "once" : reconnects + " times";
      words
          .append(words.isEmpty() ? "" : ", ")
          .append("reconnected " + times + ": the samples between are missing");
    }
    if (untaken > 0) {
      words
          .append(words.isEmpty() ? "" : ", ")
          .append(String.format(Locale.ROOT, "the last %.2f s of it lost", untaken));
    }
    return words
        + switch (source) {
          case TELLS -> "";
          case SILENT -> "; what the server lost it does not tell";
          case HAD_TO_WAIT -> "; the server had to wait, and may have dropped some";
        };
  }
}

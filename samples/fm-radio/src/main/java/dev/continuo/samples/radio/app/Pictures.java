package dev.continuo.samples.radio.app;

import dev.continuo.samples.radio.picture.ConstellationPicture;
import dev.continuo.samples.radio.picture.Picture;
import dev.continuo.samples.radio.picture.SpectrumPicture;
import dev.continuo.samples.radio.picture.WaterfallPicture;
import dev.continuo.samples.radio.source.IqBlock;
import java.io.IOException;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** The pictures that are asked for on the command line. */
final class Pictures {

  @Option(
      names = "--spectrum",
      paramLabel = "FILE.png",
      description = "Draws the mean power over the band.")
  private @Nullable Path spectrum;

  @Option(
      names = "--waterfall",
      paramLabel = "FILE.png",
      description = "Draws the power over the band as it changes.")
  private @Nullable Path waterfall;

  @Option(
      names = "--constellation",
      paramLabel = "FILE.png",
      description = "Draws the symbols of RDS.")
  private @Nullable Path constellation;

  private final Map<Path, Picture> ofTheBand = new LinkedHashMap<>();
  private final ConstellationPicture symbols = new ConstellationPicture();

  Pictures() {}

  boolean areWanted() {
    return !files().isEmpty();
  }

  /** Where they go. */
  List<Path> files() {
    return Stream.of(spectrum, waterfall, constellation).filter(Objects::nonNull).toList();
  }

  /**
   * Looks at the names.
   *
   * @throws Mistake if one is empty
   */
  void check() {
    Limits.checkFile("--spectrum", spectrum);
    Limits.checkFile("--waterfall", waterfall);
    Limits.checkFile("--constellation", constellation);
  }

  boolean wantsSymbols() {
    return constellation != null;
  }

  void begin(double centre, int sampleRate) {
    if (spectrum != null) {
      ofTheBand.put(spectrum, new SpectrumPicture(centre, sampleRate));
    }
    if (waterfall != null) {
      ofTheBand.put(waterfall, new WaterfallPicture(centre, sampleRate));
    }
  }

  void add(IqBlock block) {
    for (Picture picture : ofTheBand.values()) {
      picture.add(block);
    }
  }

  void addSymbol(float inPhase, float quadrature) {
    symbols.add(inPhase, quadrature);
  }

  /** Writes those that are wanted, each of them though another one fails; blocks. */
  void write() throws IOException {
    IOException failure = null;
    for (Map.Entry<Path, Picture> each : ofTheBand.entrySet()) {
      failure = write(each.getValue()::write, each.getKey(), failure);
    }
    if (constellation != null) {
      failure = write(symbols::write, constellation, failure);
    }
    if (failure != null) {
      throw failure;
    }
  }

  private interface Drawing {
    void write(Path file) throws IOException;
  }

  private static @Nullable IOException write(
      Drawing drawing, Path file, @Nullable IOException before) {
    try {
      drawing.write(file);
      return before;
    } catch (IOException e) {
      if (before == null) {
        return e;
      }
      before.addSuppressed(e);
      return before;
    }
  }
}

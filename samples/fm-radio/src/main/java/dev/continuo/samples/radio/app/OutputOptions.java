package dev.continuo.samples.radio.app;

import dev.continuo.samples.radio.sink.AudioOut;
import dev.continuo.samples.radio.sink.AudioOuts;
import java.io.FileDescriptor;
import java.io.FileOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** Where the sound goes, and where the words go. */
final class OutputOptions {

  private static final String STDOUT = "-";
  private static final String USUAL_FILE = "fm-radio.wav";

  @Option(
      names = {"-o", "--output"},
      paramLabel = "FILE",
      description =
          "A WAV file, or - for raw samples (16-bit, little-endian, 48 kHz) to the standard output."
              + " fm-radio.wav, unless this, --play or a picture is asked for.")
  private @Nullable String file;

  @Option(
      names = {"-p", "--play"},
      description = "The sound device of this machine.")
  private boolean play;

  @Option(names = "--lines", description = "Plain lines, on a terminal too.")
  private boolean lines;

  OutputOptions() {}

  boolean plays() {
    return play;
  }

  boolean isPiped() {
    return STDOUT.equals(file);
  }

  /** The standard output, if it is not full of samples. */
  PrintStream report() {
    FileDescriptor words = isPiped() ? FileDescriptor.err : FileDescriptor.out;
    return new PrintStream(new FileOutputStream(words), false, StandardCharsets.UTF_8);
  }

  /** Where what is reported is shown: a terminal, if somebody looks at it. */
  Screen screen() {
    String kind = System.getenv("TERM");
    boolean able = kind != null && !kind.equals("dumb");
    boolean terminal = able && !lines && !isPiped() && Terminal.isThere();
    return new Screen(terminal, Screen.width(System.getenv("COLUMNS")));
  }

  /**
   * Opens them; blocks for a moment.
   *
   * @param report gets a line about what comes to a bad end
   */
  AudioOut open(boolean mono, boolean forPictures, Consumer<String> report) throws IOException {
    int channels = mono ? 1 : 2;
    List<AudioOut> outs = new ArrayList<>();
    if (play) { // first: where there is no device no file is begun
      outs.add(AudioOuts.speaker(channels, report));
    }
    if (isPiped()) {
      // Not System.out, which keeps quiet when nobody reads any more.
      FileOutputStream pipe = new FileOutputStream(FileDescriptor.out);
      outs.add(AudioOuts.raw(pipe, "the standard output", channels, report));
    }
    Optional<Path> wav = wavFile(forPictures);
    if (wav.isPresent()) {
      outs.add(AudioOuts.wav(wav.get(), channels));
    }
    return AudioOuts.all(outs);
  }

  /**
   * Looks at the name.
   *
   * @throws Mistake if it is empty
   */
  void check() {
    Limits.checkName("--output", file);
  }

  /** Where the sound is written, if to a file. */
  Optional<Path> wavFile(boolean forPictures) {
    if (file == null) {
      return play || forPictures ? Optional.empty() : Optional.of(Path.of(USUAL_FILE));
    }
    return isPiped() ? Optional.empty() : Optional.of(Path.of(file));
  }

  /** Where the sound went, for the last line. */
  String description(boolean forPictures) {
    List<String> names = new ArrayList<>();
    if (play) {
      names.add("the sound device");
    }
    if (isPiped()) {
      names.add("the standard output");
    } else if (file != null) {
      names.add(file);
    } else if (!play) {
      names.add(forPictures ? "pictures only" : USUAL_FILE);
    }
    return String.join(" and ", names);
  }
}

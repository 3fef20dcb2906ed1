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
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** Where the sound goes, and where the words go. */
final class OutputOptions {

  private static final String STDOUT = "-";

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

  private boolean isPiped() {
    return STDOUT.equals(file);
  }

  /** The standard output, if it is not full of samples. */
  PrintStream report() {
    FileDescriptor words = isPiped() ? FileDescriptor.err : FileDescriptor.out;
    return new PrintStream(new FileOutputStream(words), false, StandardCharsets.UTF_8);
  }

  /** Whether what is reported goes to somebody who looks at it. */
  boolean isTerminal() {
    String kind = System.getenv("TERM");
    boolean able = kind != null && !kind.equals("dumb");
    return able && !lines && !isPiped() && Terminal.isThere();
  }

  /** Opens them; blocks for a moment. */
  AudioOut open(boolean mono, boolean forPictures) throws IOException {
    int channels = mono ? 1 : 2;
    List<AudioOut> outs = new ArrayList<>();
    if (play) { // first: where there is no device no file is begun
      outs.add(AudioOuts.speaker(channels));
    }
    if (isPiped()) {
      // Not System.out, which keeps quiet when nobody reads any more.
      outs.add(AudioOuts.raw(new FileOutputStream(FileDescriptor.out), channels));
    } else if (file != null) {
      outs.add(AudioOuts.wav(Path.of(file), channels));
    } else if (!play && !forPictures) {
      outs.add(AudioOuts.wav(Path.of("fm-radio.wav"), channels));
    }
    return AudioOuts.all(outs);
  }

  /** Where the sound is written, if to a file that the user named. */
  Optional<Path> namedFile() {
    return isPiped() ? Optional.empty() : Optional.ofNullable(file).map(Path::of);
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
      names.add(forPictures ? "pictures only" : "fm-radio.wav");
    }
    return String.join(" and ", names);
  }
}

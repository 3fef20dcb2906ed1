package dev.continuo.samples.radio.source;

import com.fasterxml.jackson.core.JsonLocation;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.continuo.samples.radio.file.Reason;
import dev.continuo.samples.radio.file.WavHeader;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.charset.CharacterCodingException;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.OptionalLong;

/**
 * Where the samples of a recording stand and what they are.
 *
 * <p>SigMF and WAV tell it themselves; of a raw file the name tells the format, and the caller has
 * to know the rate.
 *
 * @param data the file with the samples
 * @param format what its bytes are
 * @param sampleRate complex samples a second, 1 or more
 * @param frequency the centre of the band in Hz, or 0 if nobody knows
 * @param offset where the samples begin, in bytes
 * @param samples how many there are
 * @param missing how many more the header tells of: the file was cut off
 * @param oddBytes how many bytes after the last sample are none, and are not used
 */
public record RecordingInfo(
    Path data,
    SampleFormat format,
    int sampleRate,
    long frequency,
    long offset,
    long samples,
    long missing,
    int oddBytes) {

  private static final String META = ".sigmf-meta";
  private static final String DATA = ".sigmf-data";

  /**
   * What the user says about a recording; it goes before what the recording says itself.
   *
   * @param format what its bytes are
   * @param sampleRate complex samples a second
   * @param frequency the centre of the band in Hz
   */
  public record Hints(
      Optional<SampleFormat> format, OptionalInt sampleRate, OptionalLong frequency) {

    /** Nothing. */
    public static final Hints NONE =
        new Hints(Optional.empty(), OptionalInt.empty(), OptionalLong.empty());

    /**
     * Only the rate.
     *
     * @param sampleRate complex samples a second
     * @return hints
     */
    public static Hints ofRate(int sampleRate) {
      return new Hints(Optional.empty(), OptionalInt.of(sampleRate), OptionalLong.empty());
    }
  }

  /**
   * Looks at a recording. Blocks while it reads the header.
   *
   * @param file a raw file, a WAV file, or either file of SigMF
   * @param hints what the user says
   * @return where its samples are
   * @throws IOException if it cannot be read, is damaged, or its rate or format is not known; the
   *     message says what to do
   */
  public static RecordingInfo of(Path file, Hints hints) throws IOException {
    if (Files.isDirectory(file)) {
      throw new FileSystemException(
          file.toString(), null, "a directory is no recording: name a file in it");
    } else if (Files.exists(file) && !Files.isRegularFile(file)) {
      throw new FileSystemException(
          file.toString(), null, "a pipe or a device is no recording: copy it into a file first");
    } else if (!Files.exists(file) && !isSigMf(file)) {
      throw new NoSuchFileException(file.toString(), null, "no such recording: check the name");
    }
    String name = file.toString().toLowerCase(Locale.ROOT);
    RecordingInfo info =
        isSigMf(file)
            ? sigMf(file, hints)
            : name.endsWith(".wav") ? wav(file, hints) : raw(file, hints);
    if (info.sampleRate < 1) {
      throw new IOException(file + ": a sample rate of " + info.sampleRate + " gives no samples");
    }
    return info;
  }

  private static RecordingInfo raw(Path file, Hints hints) throws IOException {
    SampleFormat format =
        hints
            .format()
            .or(() -> SampleFormat.ofFileName(file.toString()))
            .orElseThrow(
                () ->
                    new IOException(
                        file
                            + ": the name does not tell the format of the samples; say --format"
                            + " cu8, cs8, cs16 or cf32, or let the name end so"));
    if (hints.sampleRate().isEmpty()) {
      throw new IOException(
          file
              + ": a raw recording does not tell its sample rate; say --rate, such as --rate 2.4M");
    }
    long frequency = hints.frequency().orElse(0);
    int rate = hints.sampleRate().getAsInt();
    return whole(file, format, rate, frequency, 0, Files.size(file), 0, 0);
  }

  private static RecordingInfo wav(Path file, Hints hints) throws IOException {
    try (FileChannel in = FileChannel.open(file)) {
      WavHeader header = WavHeader.read(file, in);
      if (header.channels() != 2) {
        throw new IOException(
            file + " has " + header.channels() + " channels; a recording of I and Q has 2");
      }
      SampleFormat format =
          switch (header.encoding()) {
            case U8 -> SampleFormat.CU8;
            case S16 -> SampleFormat.CS16;
            case F32 -> SampleFormat.CF32;
          };
      return whole(
          file,
          format,
          hints.sampleRate().orElse(header.sampleRate()),
          hints.frequency().orElse(header.frequency()),
          header.dataOffset(),
          header.dataBytes(),
          header.missingBytes(),
          header.oddBytes());
    }
  }

  // SigMF: NAME.sigmf-meta is JSON, NAME.sigmf-data the samples

  private static boolean isSigMf(Path file) {
    String name = file.toString();
    return name.endsWith(META) || name.endsWith(DATA);
  }

  private static Path half(Path file, String ending) {
    String name = file.toString();
    return Path.of(name.substring(0, name.length() - META.length()) + ending);
  }

  private static Path data(Path meta, JsonNode global) {
    return global.hasNonNull("core:dataset")
        ? meta.resolveSibling(global.get("core:dataset").asText())
        : half(meta, DATA);
  }

  /**
   * The files that belong to a recording: of SigMF both halves, and the data file that its
   * description names. Blocks while it reads that.
   *
   * @param file as for {@link #of}; whether it is there makes no difference
   * @return one or more; some of them may not be there
   */
  public static List<Path> files(Path file) {
    if (!isSigMf(file)) {
      return List.of(file);
    }
    Path meta = half(file, META);
    Path named = file;
    if (Files.isRegularFile(meta)) {
      try {
        named = data(meta, new ObjectMapper().readTree(Files.readString(meta)).path("global"));
      } catch (IOException | InvalidPathException e) {
        // said when it is opened
      }
    }
    return List.of(meta, half(file, DATA), named);
  }

  private static RecordingInfo sigMf(Path file, Hints hints) throws IOException {
    String name = file.toString();
    Path meta = half(file, META);
    JsonNode root;
    try {
      root = new ObjectMapper().readTree(Files.readString(meta));
    } catch (NoSuchFileException e) {
      throw meta.equals(file)
          ? new NoSuchFileException(name, null, "no such recording: check the name")
          : new IOException(
              "there is no " + meta + ", which describes " + file + ": put it there", e);
    } catch (JsonProcessingException e) {
      throw new IOException(meta + " is no JSON: " + reason(e), e);
    } catch (CharacterCodingException e) {
      throw new IOException(meta + " is no JSON: it is no text in UTF-8", e);
    } catch (IOException e) {
      throw new IOException(meta + " cannot be read: " + Reason.of(e), e);
    }
    JsonNode global = root.path("global");
    String type = global.path("core:datatype").asText();
    SampleFormat format =
        hints
            .format()
            .or(() -> SampleFormat.ofSigMf(type))
            .orElseThrow(
                () ->
                    new IOException(
                        meta
                            + " has samples of type \""
                            + type
                            + "\"; understood are cu8, ci8, ci16_le and cf32_le"));
    if (global.path("core:num_channels").asInt(1) != 1) {
      throw new IOException(meta + " has several channels; one is understood");
    }
    JsonNode rate = global.path("core:sample_rate");
    if (hints.sampleRate().isEmpty() && !rate.isNumber()) {
      throw new IOException(meta + " does not tell core:sample_rate; say --rate");
    }
    JsonNode capture = root.path("captures").path(0);
    Path data = data(meta, global);
    if (!Files.isRegularFile(data)) {
      throw new IOException(
          "there is no " + data + ", which has the samples of " + meta + ": put it there");
    }
    long offset = capture.path("core:header_bytes").asLong(0);
    long trailing = global.path("core:trailing_bytes").asLong(0);
    return whole(
        data,
        format,
        hints.sampleRate().orElse((int) Math.round(rate.asDouble())),
        hints.frequency().orElse(Math.round(capture.path("core:frequency").asDouble(0))),
        offset,
        Files.size(data) - offset - trailing,
        0,
        0);
  }

  /** Jackson's words, without what they say of its own settings. */
  private static String reason(JsonProcessingException failure) {
    String words =
        failure.getOriginalMessage().replaceAll("\\[Source: [^]]*(line: [^]]*)]", "$1").strip();
    JsonLocation at = failure.getLocation();
    return at == null
        ? words
        : words + " (line " + at.getLineNr() + ", column " + at.getColumnNr() + ")";
  }

  private static RecordingInfo whole(
      Path file,
      SampleFormat format,
      int rate,
      long frequency,
      long offset,
      long bytes,
      long missing,
      int odd)
      throws IOException {
    int size = format.bytesPerSample();
    if (bytes < size) {
      throw new IOException(file + " has no samples");
    }
    if (bytes % size != 0) {
      throw new IOException(
          file
              + " has "
              + bytes
              + " bytes of samples, which is no whole number of pairs of I and Q ("
              + size
              + " bytes each): it was cut off, or is of another format");
    }
    return new RecordingInfo(
        file, format, rate, frequency, offset, bytes / size, missing / size, odd);
  }

  /**
   * How long it plays.
   *
   * @return in seconds
   */
  public double seconds() {
    return (double) samples / sampleRate;
  }
}

package dev.continuo.internal.file;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.CharBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.Charset;
import java.nio.charset.CharsetDecoder;
import java.nio.charset.CoderResult;
import java.nio.charset.CodingErrorAction;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.function.LongFunction;
import org.jspecify.annotations.Nullable;

/**
 * Reads the lines of a file: decodes a block and splits it, all on the thread that reads.
 *
 * <pre>
 *   bytes  ··half a character│ block          the half is decoded with the next block
 *   chars  ····line\n····line\n·········│
 *   begun                     └─────────┘     the begin of a line whose end is in a later block
 * </pre>
 */
public final class LineReader extends BlockReader<String> {

  private static final int BLOCK = 1 << 16;

  private final CharsetDecoder decoder;
  private final LongFunction<IOException> malformed;
  private final ByteBuffer bytes = ByteBuffer.allocate(BLOCK);
  private final CharBuffer chars;
  private final StringBuilder begun = new StringBuilder();

  /** How many bytes of the file are before those in the buffer. */
  private long position;

  private boolean isAtEnd;

  /**
   * Makes a reader.
   *
   * @param malformed makes the failure for bytes that are no text, from their position
   */
  public LineReader(Path file, Charset charset, LongFunction<IOException> malformed) {
    super(file);
    this.malformed = malformed;
    this.decoder =
        charset
            .newDecoder()
            .onMalformedInput(CodingErrorAction.REPORT)
            .onUnmappableCharacter(CodingErrorAction.REPORT);
    this.chars = CharBuffer.allocate((int) (BLOCK * Math.max(1, decoder.maxCharsPerByte())));
  }

  @Override
  @Nullable Batch<String> next(FileChannel channel) throws IOException {
    List<String> lines = new ArrayList<>();
    IOException failure = null;
    while (lines.isEmpty() && failure == null && !isAtEnd) {
      isAtEnd = channel.read(bytes) < 0;
      bytes.flip();
      failure = decode(lines);
      position += bytes.position();
      bytes.compact();
    }
    if (failure == null && isAtEnd && begun.length() > 0) {
      lines.add(begun.toString());
      begun.setLength(0);
    }
    return lines.isEmpty() && failure == null ? null : new Batch<>(lines, failure);
  }

  private @Nullable IOException decode(List<String> lines) {
    CoderResult result;
    do {
      result = decoder.decode(bytes, chars, isAtEnd);
      split(lines);
    } while (result.isOverflow());
    if (result.isError()) {
      return malformed.apply(position + bytes.position());
    }
    if (isAtEnd) {
      do {
        result = decoder.flush(chars);
        split(lines);
      } while (result.isOverflow());
    }
    return null;
  }

  private void split(List<String> lines) {
    char[] array = chars.array();
    int end = chars.position();
    int start = 0;
    for (int i = 0; i < end; i++) {
      if (array[i] == '\n') {
        lines.add(line(array, start, i));
        start = i + 1;
      }
    }
    begun.append(array, start, end - start);
    chars.clear();
  }

  private String line(char[] array, int start, int end) {
    if (begun.length() == 0) {
      boolean carriageReturn = end > start && array[end - 1] == '\r';
      return new String(array, start, end - start - (carriageReturn ? 1 : 0));
    }
    begun.append(array, start, end - start);
    int length = begun.length();
    String line = begun.substring(0, begun.charAt(length - 1) == '\r' ? length - 1 : length);
    begun.setLength(0);
    return line;
  }
}

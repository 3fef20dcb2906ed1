package dev.continuo.file;

import java.nio.charset.CharacterCodingException;
import java.nio.charset.Charset;
import java.nio.file.Path;

/** The bytes of a file are no text in its charset, or a text cannot be written in it. */
public final class MalformedTextException extends CharacterCodingException {

  private static final long serialVersionUID = 1L;

  /** Which file, where in it. */
  private final String message;

  /** Bytes, or chars, before it. */
  private final long position;

  private MalformedTextException(String message, long position) {
    this.message = message;
    this.position = position;
  }

  /**
   * Bytes that are no text.
   *
   * @param file where they are
   * @param charset what they should be
   * @param position how many bytes are before them
   * @return the exception
   */
  static MalformedTextException reading(Path file, Charset charset, long position) {
    return new MalformedTextException(
        file + ": the bytes at " + position + " are not " + charset, position);
  }

  /**
   * A text that has no bytes.
   *
   * @param file where it should go
   * @param charset which has no such character
   * @param position how many chars are before it
   * @return the exception
   */
  static MalformedTextException writing(Path file, Charset charset, long position) {
    return new MalformedTextException(
        file + ": the character at " + position + " of the text cannot be written in " + charset,
        position);
  }

  /**
   * Where it is.
   *
   * @return the number of bytes of the file before it; for a text that cannot be written, of chars
   */
  public long position() {
    return position;
  }

  @Override
  public String getMessage() {
    return message;
  }
}

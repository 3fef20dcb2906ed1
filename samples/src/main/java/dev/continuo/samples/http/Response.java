package dev.continuo.samples.http;

import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * An answer.
 *
 * @param status its number
 * @param headers what is special to it; Date, Connection and Content-Length are added when it is
 *     written
 * @param body the pieces of the body, one after the other
 */
record Response(int status, Map<String, String> headers, List<Piece> body) {

  /** A piece of a body. */
  sealed interface Piece permits Text, Slice {
    long length();
  }

  /**
   * A piece in memory.
   *
   * @param bytes the piece
   */
  @SuppressWarnings("ArrayRecordComponent") // never compared
  record Text(byte[] bytes) implements Piece {
    @Override
    public long length() {
      return bytes.length;
    }
  }

  /**
   * A piece of the file of this answer.
   *
   * @param range where
   */
  record Slice(ByteRange range) implements Piece {
    @Override
    public long length() {
      return range.length();
    }
  }

  static Text text(String text) {
    return new Text(text.getBytes(StandardCharsets.UTF_8));
  }

  static Response of(int status, Piece... body) {
    return new Response(status, new LinkedHashMap<>(), List.of(body));
  }

  /** An answer for people: a line of text. */
  static Response message(int status, @Nullable String text) {
    String line = status + " " + reason(status) + (text == null ? "" : ": " + text) + "\n";
    return of(status, text(line)).with("Content-Type", "text/plain; charset=utf-8");
  }

  Response with(String name, String value) {
    headers.put(name, value);
    return this;
  }

  /** Whether there can be a body (RFC 9110, 15). */
  boolean hasBody() {
    return status >= 200 && status != 204 && status != 304;
  }

  long length() {
    return body.stream().mapToLong(Piece::length).sum();
  }

  static String reason(int status) {
    return switch (status) {
      case 200 -> "OK";
      case 204 -> "No Content";
      case 206 -> "Partial Content";
      case 301 -> "Moved Permanently";
      case 304 -> "Not Modified";
      case 400 -> "Bad Request";
      case 403 -> "Forbidden";
      case 404 -> "Not Found";
      case 405 -> "Method Not Allowed";
      case 408 -> "Request Timeout";
      case 412 -> "Precondition Failed";
      case 413 -> "Content Too Large";
      case 414 -> "URI Too Long";
      case 416 -> "Range Not Satisfiable";
      case 417 -> "Expectation Failed";
      case 431 -> "Request Header Fields Too Large";
      case 500 -> "Internal Server Error";
      case 501 -> "Not Implemented";
      case 503 -> "Service Unavailable";
      case 505 -> "HTTP Version Not Supported";
      default -> throw new IllegalArgumentException("no status of ours: " + status);
    };
  }
}

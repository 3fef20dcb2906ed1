package dev.continuo.samples.http;

import java.util.List;

/**
 * How long the body of a request is (RFC 9112, 6.3). Whatever two readers of the same bytes could
 * understand differently is refused: that is how requests are smuggled past a proxy.
 *
 * @param bytes the number, if it is not chunked
 * @param chunked whether it comes in chunks that tell their length
 */
record BodyLength(long bytes, boolean chunked) {

  static final BodyLength NONE = new BodyLength(0, false);

  boolean isEmpty() {
    return !chunked && bytes == 0;
  }

  static BodyLength of(Headers headers, boolean http10) {
    List<String> lengths = headers.all("Content-Length");
    if (!headers.all("Transfer-Encoding").isEmpty()) {
      return chunked(headers.tokens("Transfer-Encoding"), !lengths.isEmpty() || http10);
    }
    if (lengths.isEmpty()) {
      return NONE;
    }
    String digits = lengths.get(0);
    if (lengths.size() > 1 || digits.isEmpty() || !digits.chars().allMatch(c -> isDigit(c))) {
      throw new HttpFailure(400, "Content-Length must be one number");
    }
    return new BodyLength(digits.length() > 18 ? Long.MAX_VALUE : Long.parseLong(digits), false);
  }

  private static BodyLength chunked(List<String> codings, boolean ambiguous) {
    if (ambiguous) {
      throw new HttpFailure(400, "Transfer-Encoding with Content-Length, or in HTTP/1.0");
    }
    int last = codings.size() - 1;
    if (last < 0 || !codings.get(last).equals("chunked") || codings.indexOf("chunked") != last) {
      throw new HttpFailure(400, "the last transfer coding, and no other, must be chunked");
    }
    if (last > 0) {
      throw new HttpFailure(501, "transfer codings other than chunked are not supported");
    }
    return new BodyLength(0, true);
  }

  private static boolean isDigit(int c) {
    return c >= '0' && c <= '9';
  }
}

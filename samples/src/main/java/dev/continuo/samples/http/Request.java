package dev.continuo.samples.http;

/**
 * A request without its body.
 *
 * @param method as it came: methods have upper and lower case
 * @param target as it came
 * @param http10 whether the client speaks HTTP/1.0
 * @param headers the header
 * @param body how long the body is that follows
 */
record Request(String method, String target, boolean http10, Headers headers, BodyLength body) {

  boolean isHead() {
    return method.equals("HEAD");
  }

  /** Whether the client wants to send more requests (RFC 9112, 9.3). */
  boolean keepsAlive() {
    var options = headers.tokens("Connection");
    return !options.contains("close") && (!http10 || options.contains("keep-alive"));
  }

  /** Whether the client waits for 100 before it sends the body (RFC 9110, 10.1.1). */
  boolean expectsContinue() {
    return !http10 && headers.tokens("Expect").contains("100-continue");
  }
}

package dev.continuo.samples.http;

import static dev.continuo.Continuo.*;

import dev.continuo.Coroutine;
import dev.continuo.DeadlineExceededException;
import dev.continuo.annotation.Async;
import java.io.IOException;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Reads requests up to their body, strictly (RFC 9112, 2 to 6). */
class RequestReader {

  private static final String TOKEN = "[!#$%&'*+.^_`|~0-9A-Za-z-]+";
  private static final Pattern METHOD = Pattern.compile(TOKEN);
  private static final Pattern TARGET = Pattern.compile("[!-~&&[^#]]+");
  private static final Pattern VERSION = Pattern.compile("HTTP/(\\d)\\.(\\d)");
  private static final Pattern FIELD =
      Pattern.compile("(" + TOKEN + "):[ \t]*([\t -~\u0080-\u00ff]*)");
  private static final Pattern HOST =
      Pattern.compile("(\\[[0-9A-Fa-f:.]+]|[0-9A-Za-z._~!$&'()*+,;=%-]*)(:\\d*)?");

  private final RequestInput input;
  private final Limits limits;
  private String requestLine = "-";
  private boolean idle;

  RequestReader(RequestInput input, Limits limits) {
    this.input = input;
    this.limits = limits;
  }

  /** The last request line that came, or a dash. */
  String requestLine() {
    return requestLine;
  }

  /** Whether it waits for the first byte of a request. */
  boolean isIdle() {
    return idle;
  }

  /** The next request; null if there will be none. */
  @Async
  @SuppressWarnings("NullAway") // it does not know a type argument that admits null
  Coroutine<@Nullable Request> next() throws IOException {
    requestLine = "-";
    if (!await(begins())) {
      return value(null);
    }
    try {
      return value(await(waitFor(head(), limits.headTime())));
    } catch (DeadlineExceededException e) {
      throw new HttpFailure(408, "the header took longer than " + seconds(limits.headTime()));
    }
  }

  @Async
  private Coroutine<Boolean> begins() throws IOException {
    if (!input.isEmpty()) {
      return value(true);
    }
    idle = true;
    try {
      return value(await(waitFor(input.arrives(), limits.idle())));
    } catch (DeadlineExceededException e) {
      return value(false);
    } finally {
      idle = false;
    }
  }

  static String seconds(java.time.Duration time) {
    return time.toMillis() / 1000.0 + " s";
  }

  @Async
  private Coroutine<Request> head() throws IOException {
    String line = await(input.line(limits.uri(), 414));
    if (line.isEmpty()) { // some clients send one CR LF too many after a body (RFC 9112, 2.2)
      line = await(input.line(limits.uri(), 414));
    }
    String[] words = line.split(" ", -1);
    if (words.length != 3
        || !METHOD.matcher(words[0]).matches()
        || !TARGET.matcher(words[1]).matches()) {
      throw new HttpFailure(400, "a request begins with: METHOD TARGET HTTP/1.1");
    }
    requestLine = line;
    boolean http10 = isHttp10(words[2]);
    Headers headers = await(headers());
    checkHost(headers, http10);
    for (String expected : headers.tokens("Expect")) {
      if (!expected.equals("100-continue")) {
        throw new HttpFailure(417, "only 100-continue can be expected");
      }
    }
    BodyLength body = BodyLength.of(headers, http10);
    return value(new Request(words[0], words[1], http10, headers, body));
  }

  private static boolean isHttp10(String version) {
    Matcher matcher = VERSION.matcher(version);
    if (!matcher.matches()) {
      throw new HttpFailure(400, "a request line ends with HTTP/1.1");
    }
    if (!matcher.group(1).equals("1")) {
      throw new HttpFailure(505, "this server speaks HTTP/1.1");
    }
    return matcher.group(2).equals("0");
  }

  @Async
  private Coroutine<Headers> headers() throws IOException {
    Headers headers = new Headers();
    int left = limits.header();
    for (int count = 0; ; count++) {
      String line = await(input.line(left, 431));
      if (line.isEmpty()) {
        return value(headers);
      }
      left = Math.max(0, left - line.length() - 2);
      if (count == limits.fields()) {
        throw new HttpFailure(431, "more than " + limits.fields() + " header lines");
      }
      Matcher field = FIELD.matcher(line);
      if (!field.matches()) { // also a line that begins with a space: obs-fold
        throw new HttpFailure(400, "a header line is: NAME: VALUE");
      }
      headers.add(field.group(1), field.group(2).strip());
    }
  }

  private static void checkHost(Headers headers, boolean http10) {
    var hosts = headers.all("Host");
    if (hosts.isEmpty() && http10) {
      return;
    }
    if (hosts.size() != 1 || !HOST.matcher(hosts.get(0)).matches()) {
      throw new HttpFailure(400, "exactly one Host is needed");
    }
  }
}

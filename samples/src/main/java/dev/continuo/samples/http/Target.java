package dev.continuo.samples.http;

import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/**
 * The path of a request target: its names decoded, without empty ones and dots (RFC 3986, 5.2.4).
 * It never leads above the root.
 *
 * @param names one for each folder, and the last
 * @param isFolder whether it ends with a slash
 * @param query what follows the path, with the question mark, or nothing
 */
record Target(List<String> names, boolean isFolder, String query) {

  private static final String UNRESERVED =
      "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-._~";

  /** Parses {@code /a%20b/?q} or {@code http://host/a}. */
  static Target of(String target) {
    String rest = withoutAuthority(target);
    int question = rest.indexOf('?');
    String path = question < 0 ? rest : rest.substring(0, question);
    List<String> names = new ArrayList<>();
    String last = "";
    for (String each : path.split("/", -1)) {
      last = decode(each);
      if (last.equals("..")) {
        if (names.isEmpty()) {
          throw new HttpFailure(400, "the path leads above the root");
        }
        names.remove(names.size() - 1);
      } else if (!last.isEmpty() && !last.equals(".")) {
        names.add(last);
      }
    }
    boolean isFolder = last.isEmpty() || last.equals(".") || last.equals("..");
    return new Target(names, isFolder, question < 0 ? "" : rest.substring(question));
  }

  private static String withoutAuthority(String target) {
    if (target.startsWith("/")) {
      return target;
    }
    String scheme = target.toLowerCase(Locale.ROOT);
    if (!scheme.startsWith("http://") && !scheme.startsWith("https://")) {
      throw new HttpFailure(400, "a target is a path, or an address that begins with http://");
    }
    int begin = target.indexOf("://") + 3;
    int end = begin;
    while (end < target.length() && "/?".indexOf(target.charAt(end)) < 0) {
      end++;
    }
    if (end == begin) {
      throw new HttpFailure(400, "the address has no host");
    }
    String rest = target.substring(end);
    return rest.startsWith("/") ? rest : "/" + rest;
  }

  private static String decode(String name) {
    ByteBuffer bytes = ByteBuffer.allocate(name.length());
    for (int i = 0; i < name.length(); i++) {
      char c = name.charAt(i);
      if (c == '%') {
        bytes.put((byte) (digit(name, ++i) << 4 | digit(name, ++i)));
      } else {
        bytes.put((byte) c);
      }
    }
    try {
      String decoded = StandardCharsets.UTF_8.newDecoder().decode(bytes.flip()).toString();
      if (decoded.indexOf('\0') >= 0) {
        throw new HttpFailure(400, "a path has no NUL");
      }
      return decoded;
    } catch (CharacterCodingException e) {
      throw new HttpFailure(400, "a path is UTF-8");
    }
  }

  private static int digit(String name, int index) {
    int digit = index < name.length() ? Character.digit(name.charAt(index), 16) : -1;
    if (digit < 0) {
      throw new HttpFailure(400, "% is followed by two hexadecimal digits");
    }
    return digit;
  }

  /** The same as a folder, for a Location; never {@code //host}. */
  String asFolder() {
    StringBuilder path = new StringBuilder("/");
    names.forEach(name -> path.append(encode(name)).append('/'));
    return path + query;
  }

  /** A name as a part of an address; also a colon is encoded, so that it is no scheme. */
  static String encode(String name) {
    StringBuilder encoded = new StringBuilder();
    for (byte b : name.getBytes(StandardCharsets.UTF_8)) {
      if (UNRESERVED.indexOf((char) b) >= 0) {
        encoded.append((char) b);
      } else {
        encoded.append(String.format("%%%02X", b));
      }
    }
    return encoded.toString();
  }
}

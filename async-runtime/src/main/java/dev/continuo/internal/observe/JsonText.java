package dev.continuo.internal.observe;

import org.jspecify.annotations.Nullable;

/**
 * Writes JSON (RFC 8259) in ASCII: whatever is outside, and half of a surrogate pair, is escaped,
 * so that any reader and any encoding will do.
 *
 * <pre>{@code
 * new JsonText().open('{').name("a").value(1).name("b").open('[').value("x").close(']').close('}')
 * // {"a":1,"b":["x"]}
 * }</pre>
 */
final class JsonText {

  private static final String HEX = "0123456789abcdef";

  private final StringBuilder text = new StringBuilder();
  private boolean needsComma;

  /** Begins an object or an array: '{' or '['. */
  JsonText open(char bracket) {
    separate();
    text.append(bracket);
    needsComma = false;
    return this;
  }

  /** Ends it. */
  JsonText close(char bracket) {
    text.append(bracket);
    needsComma = true;
    return this;
  }

  /** Begins a member of an object. */
  JsonText name(String name) {
    separate();
    quote(name);
    text.append(':');
    needsComma = false;
    return this;
  }

  JsonText value(@Nullable String value) {
    separate();
    if (value == null) {
      text.append("null");
    } else {
      quote(value);
    }
    needsComma = true;
    return this;
  }

  JsonText value(long value) {
    separate();
    text.append(value);
    needsComma = true;
    return this;
  }

  private void separate() {
    if (needsComma) {
      text.append(',');
    }
  }

  private void quote(String value) {
    text.append('"');
    for (int i = 0; i < value.length(); i++) {
      char c = value.charAt(i);
      switch (c) {
        case '"' -> text.append("\\\"");
        case '\\' -> text.append("\\\\");
        case '\n' -> text.append("\\n");
        case '\r' -> text.append("\\r");
        case '\t' -> text.append("\\t");
        default -> {
          if (c >= ' ' && c < 127) {
            text.append(c);
          } else {
            escape(c);
          }
        }
      }
    }
    text.append('"');
  }

  private void escape(char c) {
    text.append("\\u");
    for (int shift = 12; shift >= 0; shift -= 4) {
      text.append(HEX.charAt((c >> shift) & 15));
    }
  }

  @Override
  public String toString() {
    return text.toString();
  }
}

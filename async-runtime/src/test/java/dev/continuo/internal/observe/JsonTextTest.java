package dev.continuo.internal.observe;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class JsonTextTest {

  private static String quoted(String text) {
    return new JsonText().value(text).toString();
  }

  @Test
  void objectsAndArraysNest() {
    JsonText json = new JsonText();
    json.open('{').name("a").value(1).name("b").open('[').value("x").value(null).open('{');
    json.close('}').close(']').name("c").open('[').close(']').name("d").value(-2L).close('}');

    assertThat(json).hasToString("{\"a\":1,\"b\":[\"x\",null,{}],\"c\":[],\"d\":-2}");
  }

  @Test
  void whatJsonReservesIsEscaped() {
    assertThat(quoted("say \"hi\" \\ / done")).isEqualTo("\"say \\\"hi\\\" \\\\ / done\"");
    assertThat(quoted("\n\r\t\b\f\0\u001f\u007f"))
        .isEqualTo("\"\\n\\r\\t\\u0008\\u000c\\u0000\\u001f\\u007f\"");
  }

  @Test
  void whatIsNotAsciiIsEscapedEvenHalfASurrogatePair() {
    assertThat(quoted("é\u2028\u2029")).isEqualTo("\"\\u00e9\\u2028\\u2029\"");
    assertThat(quoted("😀")).isEqualTo("\"\\ud83d\\ude00\"");
    assertThat(quoted("\ud83d!")).isEqualTo("\"\\ud83d!\"");
  }

  @Test
  void namesOfMembersAreEscapedToo() {
    assertThat(new JsonText().open('{').name("a\"b").value("").close('}'))
        .hasToString("{\"a\\\"b\":\"\"}");
  }
}

package dev.continuo.samples.radio.app;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.continuo.samples.radio.app.SourceAddress.File;
import dev.continuo.samples.radio.app.SourceAddress.Receiver;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import picocli.CommandLine.TypeConversionException;

/** What {@code --source} takes. */
class SourceAddressTest {

  private static SourceAddress of(String text) {
    return new SourceAddress.Converter().convert(text);
  }

  @ParameterizedTest
  @CsvSource({
    "rtl_tcp://radio.local:5555, radio.local, 5555",
    "rtl_tcp://127.0.0.1, 127.0.0.1, 1234",
    "rtl_tcp://localhost/, localhost, 1234",
    "rtl_tcp://my_radio_2:99, my_radio_2, 99",
    "rtl_tcp://my_radio, my_radio, 1234",
    "rtl_tcp://[::1]:99, ::1, 99",
    "rtl_tcp://[::1], ::1, 1234",
    "rtl_tcp://[fe80::1%eth0]:1, fe80::1%eth0, 1",
    "rtl_tcp://h:65535, h, 65535"
  })
  void servers(String text, String host, int port) {
    assertThat(of(text)).isEqualTo(new Receiver(host, port));
  }

  @Test
  void files() {
    assertThat(of("a/b.cu8")).isEqualTo(new File(Path.of("a/b.cu8")));
    assertThat(of("C:b.cu8")).isEqualTo(new File(Path.of("C:b.cu8")));
    assertThat(of("simulated")).isEqualTo(new SourceAddress.Simulated());
  }

  @ParameterizedTest
  @ValueSource(strings = {"0", "65536", "99999", "99999999999", "-1", "", "12a", "1:2"})
  void portsThatAreNone(String port) {
    assertThatThrownBy(() -> of("rtl_tcp://host:" + port))
        .isInstanceOf(TypeConversionException.class)
        .hasMessage("'" + port + "' is no port: say 1 to 65535");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "rtl_udp://host",
        "http://host:1234",
        "RTL_TCP://host",
        "rtl_tcp://",
        "rtl_tcp://:1234",
        "rtl_tcp://[]:1234",
        "rtl_tcp://[::1",
        "rtl_tcp://user@host",
        "rtl_tcp://host/path",
        "rtl_tcp://a b"
      })
  void whatIsNoSource(String text) {
    assertThatThrownBy(() -> of(text))
        .isInstanceOf(TypeConversionException.class)
        .hasMessageStartingWith("'" + text + "' is no source: say simulated, rtl_tcp://HOST:PORT");
  }

  @Test
  void anAddressWithoutBrackets() {
    assertThatThrownBy(() -> of("rtl_tcp://::1"))
        .hasMessageEndingWith("an IPv6 address stands in brackets: [::1]");
  }
}

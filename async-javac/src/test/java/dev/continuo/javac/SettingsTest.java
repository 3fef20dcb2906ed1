package dev.continuo.javac;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class SettingsTest {

  @Test
  void theDefaultsAreThoseOfTheMavenPlugin() throws Exception {
    Settings settings = Settings.of(List.of(), Map.of("other.option", "x"));

    assertThat(settings.skip()).isFalse();
    assertThat(settings.failOnMisuse()).isTrue();
    assertThat(settings.options().verify()).isTrue();
    assertThat(settings.options().debug()).isFalse();
    assertThat(settings.filter().accepts("any.Thing")).isTrue();
  }

  @Test
  void processorOptionsAndArgumentsOfThePluginHaveTheSameNames() throws Exception {
    Map<String, String> options =
        Map.of(
            "continuo.verify", "false",
            "continuo.includes", "a.**, b.Store",
            "continuo.excludes", "a.b.*");
    Settings settings = Settings.of(List.of("debug=TRUE", "continuo.failOnMisuse=false"), options);

    assertThat(settings.options().verify()).isFalse();
    assertThat(settings.options().debug()).isTrue();
    assertThat(settings.failOnMisuse()).isFalse();
    assertThat(settings.filter().accepts("a.Thing")).isTrue();
    assertThat(settings.filter().accepts("b.Store$Line")).isTrue();
    assertThat(settings.filter().accepts("a.b.Thing")).isFalse();
    assertThat(settings.filter().accepts("c.Thing")).isFalse();
  }

  @Test
  void aNameWithoutAValueMeansTrueAndAnArgumentWins() throws Exception {
    Map<String, String> options = new HashMap<>();
    options.put("continuo.skip", null); // as javac gives -Acontinuo.skip

    assertThat(Settings.of(List.of(), options).skip()).isTrue();
    assertThat(Settings.of(List.of("skip"), Map.of()).skip()).isTrue();
    assertThat(Settings.of(List.of("skip=false"), options).skip()).isFalse();
  }

  @Test
  void whatIsNoSettingOrNoValueIsNamed() {
    assertThatThrownBy(() -> Settings.of(List.of("failOnMissuse=false"), Map.of()))
        .hasMessageContaining("-Xplugin:Continuo failOnMissuse=false")
        .hasMessageContaining("continuo.failOnMisuse");
    assertThatThrownBy(() -> Settings.of(List.of(), Map.of("continuo.nope", "1")))
        .hasMessageContaining("-Acontinuo.nope");
    assertThatThrownBy(() -> Settings.of(List.of(), Map.of("continuo.verify", "nope")))
        .hasMessage("continuo.verify is 'nope': say true or false");
  }
}

package dev.continuo.transform.directory;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ClassFilterTest {

  @ParameterizedTest
  @CsvSource({
    "dev.example.Store, dev.example.Store, true",
    "dev.example.Store, dev.example.Store$Line, true",
    "dev.example.Store, dev.example.StoreRoom, false",
    "dev.example.Store, devxexample.Store, false",
    "dev/example/Store, dev.example.Store, true",
    "dev/example/Store.class, dev.example.Store, true",
    "dev.example.*, dev.example.Store, true",
    "dev.example.*, dev.example.gen.Stub, false",
    "dev.example.**, dev.example.gen.Stub, true",
    "dev/example/**, dev.example.gen.Stub, true",
    "**.*Service, dev.example.MailService, true",
    "**/*Service, MailService, true",
    "**.*Service, dev.example.MailServiceTest, false",
    "**, Top, true",
    "dev.example.Stor?, dev.example.Store, true",
    "dev.?.Store, dev...Store, false"
  })
  void matchesBinaryNames(String pattern, String className, boolean expected) {
    assertThat(ClassFilter.of(List.of(pattern), List.of()).accepts(className)).isEqualTo(expected);
    assertThat(ClassFilter.of(List.of(), List.of(pattern)).accepts(className)).isEqualTo(!expected);
  }

  @Test
  void withoutPatternsChoosesEveryClass() {
    assertThat(ClassFilter.all().accepts("dev.example.Store")).isTrue();
  }

  @Test
  void excludesWinOverIncludes() {
    ClassFilter filter = ClassFilter.of(List.of("dev.**"), List.of("dev.example.gen.*"));

    assertThat(filter.accepts("dev.example.Store")).isTrue();
    assertThat(filter.accepts("dev.example.gen.Stub")).isFalse();
    assertThat(filter.accepts("org.example.Store")).isFalse();
  }
}

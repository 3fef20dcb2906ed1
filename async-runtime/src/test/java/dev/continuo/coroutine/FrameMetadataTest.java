package dev.continuo.coroutine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import org.junit.jupiter.api.Test;

class FrameMetadataTest {

  private static final String ENCODED =
      "dev.example.Hello\nsum\nHello.java\n12,14,-1,17\na=a$arg,b=l0\n\nc=l1";

  @Test
  void theFormOfTheClassCommentIsDecoded() {
    FrameMetadata m = FrameMetadata.parse(ENCODED);

    assertThat(m.hostClass()).isEqualTo("dev.example.Hello");
    assertThat(m.method()).isEqualTo("sum");
    assertThat(m.sourceFile()).isEqualTo("Hello.java");
    assertThat(m.lines()).containsExactly(12, 14, -1, 17);
    assertThat(m.variables())
        .containsExactly(List.of("a=a$arg", "b=l0"), List.of(), List.of("c=l1"));
  }

  @Test
  void aStateIsATraceElementOfItsLine() {
    FrameMetadata m = FrameMetadata.parse(ENCODED);

    assertThat(m.at(1)).hasToString("dev.example.Hello.sum(Hello.java:14)");
    assertThat(m.at(3)).hasToString("dev.example.Hello.sum(Hello.java:17)");
    assertThat(m.at(CoroutineFrame.NEW)).hasToString("dev.example.Hello.sum(Hello.java:12)");
    assertThat(m.at(CoroutineFrame.STARTED)).hasToString("dev.example.Hello.sum(Hello.java:12)");
    assertThat(m.at(CoroutineFrame.FINISHED)).hasToString("dev.example.Hello.sum(Hello.java:12)");
  }

  @Test
  void unknownLinesAndFilesAreShownAsTheJvmShowsThem() {
    assertThat(FrameMetadata.parse(ENCODED).at(2)).hasToString("dev.example.Hello.sum(Hello.java)");
    assertThat(FrameMetadata.parse(ENCODED).at(99))
        .hasToString("dev.example.Hello.sum(Hello.java)");
    assertThat(FrameMetadata.parse("Hello\nsum\n\n-1").at(1))
        .hasToString("Hello.sum(Unknown Source)");
  }

  @Test
  void anythingElseIsRefused() {
    for (String broken : List.of("", "Hello\nsum\nHello.java", "Hello\nsum\nHello.java\n1,x")) {
      assertThatThrownBy(() -> FrameMetadata.parse(broken))
          .isInstanceOf(IllegalArgumentException.class);
    }
  }
}

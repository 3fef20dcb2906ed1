package dev.continuo.maven;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.InputStream;
import java.util.List;
import java.util.Objects;
import java.util.stream.IntStream;
import javax.xml.parsers.DocumentBuilderFactory;
import org.junit.jupiter.api.Test;
import org.w3c.dom.Document;
import org.w3c.dom.NodeList;

/**
 * What m2e reads out of the plugin's jar, to know what Eclipse should do with its goals: <a
 * href="https://eclipse.dev/m2e/documentation/m2e-making-maven-plugins-compat.html">m2e's page</a>.
 */
class EclipseMetadataTest {

  private static final String PLUGIN = "/META-INF/maven/plugin.xml";
  private static final String ECLIPSE = "/META-INF/m2e/lifecycle-mapping-metadata.xml";

  @Test
  void eclipseKnowsEveryGoalThatRunsByItself() throws Exception {
    assertThat(texts(ECLIPSE, "goal"))
        .containsExactlyInAnyOrderElementsOf(texts(PLUGIN, "goal"))
        .containsExactlyInAnyOrder("transform", "transform-test");
  }

  @Test
  void theGoalsRunAfterEachIncrementalCompilation() throws Exception {
    assertThat(xml(ECLIPSE).getDocumentElement().getTagName())
        .isEqualTo("lifecycleMappingMetadata");
    assertThat(texts(ECLIPSE, "runOnIncremental")).containsExactly("true");
    assertThat(texts(ECLIPSE, "runOnConfiguration")).containsExactly("false");
    assertThat(xml(ECLIPSE).getElementsByTagName("execute").getLength()).isEqualTo(1);
    assertThat(xml(ECLIPSE).getElementsByTagName("ignore").getLength()).isZero();
  }

  private static List<String> texts(String resource, String element) throws Exception {
    NodeList nodes = xml(resource).getElementsByTagName(element);
    return IntStream.range(0, nodes.getLength())
        .mapToObj(index -> nodes.item(index).getTextContent())
        .toList();
  }

  private static Document xml(String resource) throws Exception {
    try (InputStream in = EclipseMetadataTest.class.getResourceAsStream(resource)) {
      return DocumentBuilderFactory.newInstance()
          .newDocumentBuilder()
          .parse(Objects.requireNonNull(in, resource));
    }
  }
}

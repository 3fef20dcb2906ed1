package dev.continuo.transform;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** The catalogue that users read has every code, with its remedy, and no other. */
class DiagnosticCatalogueTest {

  private static final Path CATALOGUE = Path.of("../docs/guide/diagnostics.md");
  private static final String TABLE_STARTS =
      "<!-- The table is written by DiagnosticCatalogueTest. -->\n";
  private static final Pattern HEADING = Pattern.compile("(?m)^### (ASYNC[0-9]{3})\\b");

  @Test
  void listsTheCodesInOrder() throws IOException {
    List<String> headings =
        HEADING
            .matcher(Files.readString(CATALOGUE))
            .results()
            .map((MatchResult m) -> m.group(1))
            .toList();

    assertThat(headings)
        .isEqualTo(Arrays.stream(DiagnosticCode.values()).map(DiagnosticCode::id).toList());
  }

  @ParameterizedTest
  @EnumSource
  void saysTheRemedyThatTheBuildPrints(DiagnosticCode code) throws IOException {
    String catalogue = Files.readString(CATALOGUE);
    int start = catalogue.indexOf("### " + code.id());
    int end = catalogue.indexOf("\n#", start);
    String section = catalogue.substring(start, end < 0 ? catalogue.length() : end);

    assertThat(section.replaceAll("\\s+", " ")).contains(code.remedy());
  }

  /** {@code -Dcatalogue.write=true} writes the table. */
  @Test
  void theTableIsThatOfTheCode() throws IOException {
    StringBuilder table = new StringBuilder("| code | | to do |\n|---|---|---|\n");
    for (DiagnosticCode code : DiagnosticCode.values()) {
      String severity = code.severity().name().toLowerCase(Locale.ROOT);
      table.append("| %s | %s | %s |\n".formatted(code.id(), severity, code.remedy()));
    }
    String catalogue = Files.readString(CATALOGUE);
    int start = catalogue.indexOf(TABLE_STARTS) + TABLE_STARTS.length();
    int end = catalogue.indexOf("<!-- -->");
    if (Boolean.getBoolean("catalogue.write")) {
      Files.writeString(
          CATALOGUE, catalogue.substring(0, start) + table + catalogue.substring(end));
      return;
    }

    assertThat(catalogue.substring(start, end)).isEqualTo(table.toString());
  }
}

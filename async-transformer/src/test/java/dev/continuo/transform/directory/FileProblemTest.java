package dev.continuo.transform.directory;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.AccessDeniedException;
import java.nio.file.FileSystemException;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;

/** What, where, and what to do, in words that do not name Java's exception classes. */
class FileProblemTest {

  private static final Path FILE = Path.of("classes", "T.class");

  private static String unreadable(Exception cause) {
    return FileProblem.unreadable(FILE, cause).format();
  }

  @Test
  void theReasonIsTheOneOfTheOperatingSystem() {
    assertThat(unreadable(new AccessDeniedException("T.class")))
        .isEqualTo(
            FILE
                + ": cannot be read (permission denied): make it readable, or delete it and compile"
                + " again");
    assertThat(unreadable(new NoSuchFileException("T.class")))
        .contains("(no such file or directory)");
    assertThat(unreadable(new FileSystemException("T.class", null, "Is a directory")))
        .contains("(Is a directory)");
    assertThat(
            FileProblem.unwritable(FILE, new FileSystemException("T", null, "No space")).format())
        .contains("cannot be written (No space)");
  }

  @Test
  void withoutAReasonTheExceptionIsNamed() {
    assertThat(unreadable(new FileSystemException("T.class"))).contains("FileSystemException");
    assertThat(unreadable(new IOException("cut off"))).contains("(java.io.IOException: cut off)");
  }

  @Test
  void aReportSucceedsOnlyWhenEverythingWasWritten() {
    assertThat(DirectoryReport.NOTHING_TO_DO.succeeded()).isTrue();
    FileProblem problem = FileProblem.foreign(FILE, "a.Host");
    assertThat(report(List.of(problem), true).succeeded()).isFalse();
    assertThat(report(List.of(), false).succeeded()).isFalse();
  }

  private static DirectoryReport report(List<FileProblem> problems, boolean written) {
    return new DirectoryReport(0, 0, List.of(), 0, List.of(), problems, List.of(), written);
  }
}

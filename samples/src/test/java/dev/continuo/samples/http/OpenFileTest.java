package dev.continuo.samples.http;

import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.channels.ClosedChannelException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A task may be cancelled before the thread that opens its file has come to it. */
class OpenFileTest {

  @Test
  void whatIsClosedBeforeItIsOpenedStaysClosed(@TempDir Path folder) throws IOException {
    Path path = Files.writeString(folder.resolve("a"), "a");
    OpenFile file = new OpenFile();
    file.close();
    assertThatThrownBy(() -> file.open(path)).isInstanceOf(ClosedChannelException.class);
    assertThatThrownBy(file::size).isInstanceOf(ClosedChannelException.class);
  }
}

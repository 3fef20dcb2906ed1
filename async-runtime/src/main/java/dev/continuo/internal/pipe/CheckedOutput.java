package dev.continuo.internal.pipe;

import java.io.IOException;
import java.io.OutputStream;
import java.io.PrintStream;

/** A PrintStream that says when it fails. */
final class CheckedOutput extends OutputStream {

  private final PrintStream stream;
  private final String name;

  CheckedOutput(PrintStream stream, String name) {
    this.stream = stream;
    this.name = name;
  }

  @Override
  public void write(int one) throws IOException {
    stream.write(one);
    check();
  }

  @Override
  public void write(byte[] bytes, int offset, int length) throws IOException {
    stream.write(bytes, offset, length);
    check();
  }

  @Override
  public void flush() throws IOException {
    check(); // flushes, too
  }

  private void check() throws IOException {
    if (stream.checkError()) {
      throw new IOException(name + " cannot be written any more");
    }
  }
}

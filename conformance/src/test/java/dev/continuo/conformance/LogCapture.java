package dev.continuo.conformance;

import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.logging.Handler;
import java.util.logging.LogRecord;
import java.util.logging.Logger;
import java.util.logging.SimpleFormatter;

/** What the runtime logs while this is open; nothing of it reaches the console. */
final class LogCapture extends Handler implements AutoCloseable {

  private static final Logger LOGGER = Logger.getLogger("dev.continuo");

  private final List<LogRecord> records = new CopyOnWriteArrayList<>();

  LogCapture() {
    LOGGER.setUseParentHandlers(false);
    LOGGER.addHandler(this);
  }

  List<String> messages() {
    SimpleFormatter formatter = new SimpleFormatter();
    return records.stream().map(formatter::formatMessage).toList();
  }

  @Override
  public void publish(LogRecord logged) {
    records.add(logged);
  }

  @Override
  public void flush() {}

  @Override
  public void close() {
    LOGGER.removeHandler(this);
    LOGGER.setUseParentHandlers(true);
  }
}

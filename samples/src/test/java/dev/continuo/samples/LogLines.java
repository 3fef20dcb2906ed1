package dev.continuo.samples;

import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.logging.Handler;
import java.util.logging.LogRecord;
import java.util.logging.Logger;
import java.util.logging.SimpleFormatter;

/** The messages that Continuo logs between the making and the closing of this object. */
public final class LogLines implements AutoCloseable {

  private final Logger logger = Logger.getLogger("dev.continuo");
  private final List<String> messages = new CopyOnWriteArrayList<>();
  private final Handler handler =
      new Handler() {
        private final SimpleFormatter formatter = new SimpleFormatter();

        @Override
        public void publish(LogRecord logged) {
          messages.add(formatter.formatMessage(logged));
        }

        @Override
        public void flush() {}

        @Override
        public void close() {}
      };

  public LogLines() {
    logger.addHandler(handler);
    logger.setUseParentHandlers(false);
  }

  public List<String> messages() {
    return messages;
  }

  @Override
  public void close() {
    logger.setUseParentHandlers(true);
    logger.removeHandler(handler);
  }
}

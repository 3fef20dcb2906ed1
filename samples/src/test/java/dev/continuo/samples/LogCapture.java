package dev.continuo.samples;

import java.util.function.Consumer;
import java.util.logging.Handler;
import java.util.logging.LogRecord;
import java.util.logging.Logger;
import java.util.logging.SimpleFormatter;

/** Hands over what Continuo logs, instead of printing it, until it is closed. */
public final class LogCapture extends Handler implements AutoCloseable {

  private final Logger logger = Logger.getLogger("dev.continuo");
  private final SimpleFormatter formatter = new SimpleFormatter();
  private final Consumer<String> consumer;

  /** Starts to capture; the consumer is called in the threads that log. */
  public LogCapture(Consumer<String> consumer) {
    this.consumer = consumer;
    logger.addHandler(this);
    logger.setUseParentHandlers(false);
  }

  @Override
  public void publish(LogRecord logged) {
    consumer.accept(formatter.formatMessage(logged));
  }

  @Override
  public void flush() {}

  @Override
  public void close() {
    logger.setUseParentHandlers(true);
    logger.removeHandler(this);
  }
}

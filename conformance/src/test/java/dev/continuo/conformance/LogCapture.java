package dev.continuo.conformance;

import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.logging.Handler;
import java.util.logging.LogRecord;
import java.util.logging.Logger;
import java.util.logging.SimpleFormatter;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** What the runtime logs while this is open; nothing of it reaches the console. */
final class LogCapture extends Handler implements AutoCloseable {

  private static final Logger LOGGER = Logger.getLogger("dev.continuo");

  private static final Pattern FORGOTTEN =
      Pattern.compile("was never awaited: it was created at ([\\w.]+Test)\\b");

  private final List<LogRecord> records = new CopyOnWriteArrayList<>();

  /** The class that captures. */
  private final String test;

  LogCapture() {
    Class<?> caller =
        StackWalker.getInstance(StackWalker.Option.RETAIN_CLASS_REFERENCE).getCallerClass();
    test = caller.getName().replaceFirst("\\$.*", "");
    LOGGER.setUseParentHandlers(false);
    LOGGER.addHandler(this);
  }

  List<String> messages() {
    SimpleFormatter formatter = new SimpleFormatter();
    return records.stream().map(formatter::formatMessage).toList();
  }

  @Override
  public void publish(LogRecord logged) {
    if (!isOfAnotherTest(logged)) {
      records.add(logged);
    }
  }

  /** A coroutine that another test forgot may be collected, and reported, at any time. */
  private boolean isOfAnotherTest(LogRecord logged) {
    Matcher place = FORGOTTEN.matcher(logged.getMessage());
    return place.find() && !place.group(1).equals(test);
  }

  @Override
  public void flush() {}

  @Override
  public void close() {
    LOGGER.removeHandler(this);
    LOGGER.setUseParentHandlers(true);
  }
}

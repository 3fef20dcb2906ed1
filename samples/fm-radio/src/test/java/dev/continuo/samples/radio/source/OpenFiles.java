package dev.continuo.samples.radio.source;

import com.sun.management.UnixOperatingSystemMXBean;
import java.lang.management.ManagementFactory;

/** What this process has open. */
final class OpenFiles {

  private OpenFiles() {}

  /** Files and sockets; the JVM itself opens a jar now and then. */
  static long count() {
    return ((UnixOperatingSystemMXBean) ManagementFactory.getOperatingSystemMXBean())
        .getOpenFileDescriptorCount();
  }
}

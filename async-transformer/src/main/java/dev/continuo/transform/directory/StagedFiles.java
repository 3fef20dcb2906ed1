package dev.continuo.transform.directory;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.FileTime;
import java.nio.file.attribute.PosixFileAttributeView;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Files that are written beside their targets first and then moved into place, in the order in
 * which they were added.
 *
 * <pre>
 * add … add   temporary files in the directories of the targets; targets untouched
 * moveAll     one atomic move each: a reader sees the old file or the new one, never half of one
 * close       deletes what was not moved
 * </pre>
 */
final class StagedFiles implements AutoCloseable {

  private static final String PREFIX = ".continuo-";
  private static final String SUFFIX = ".tmp";

  /** The process that wrote a file, and when that was started; 0 if the system does not say. */
  private static final Pattern WRITER =
      Pattern.compile("^\\.continuo-([0-9]{1,18})-([0-9]{1,18})-");

  /** Systems count a start from the boot, whose time moves a little when the clock is set. */
  private static final long CLOCK_STEP_MILLIS = 10_000;

  private final Deque<Staged> waiting = new ArrayDeque<>();

  /** The beginning of the names of this run's files; null before there are any. */
  private @Nullable String run;

  private int counter;

  /** Whether a file of this name is a temporary one, of a run that may still go on. */
  static boolean isStagingName(String name) {
    return name.startsWith(PREFIX) && name.endsWith(SUFFIX);
  }

  /** Whether a file of this name is a temporary one that an interrupted run has left. */
  static boolean isLeftover(String name) {
    if (!isStagingName(name)) {
      return false;
    }
    Matcher writer = WRITER.matcher(name);
    return !writer.find() || !isAlive(Long.parseLong(writer.group(1)), writer.group(2));
  }

  /**
   * Whether a process goes on. Its number alone would not tell: in a container each build may have
   * the same.
   */
  private static boolean isAlive(long pid, String startMillis) {
    long start = Long.parseLong(startMillis);
    return ProcessHandle.of(pid)
        .filter(ProcessHandle::isAlive)
        .map(StagedFiles::startMillis)
        .filter(now -> now == 0 || start == 0 || Math.abs(now - start) <= CLOCK_STEP_MILLIS)
        .isPresent();
  }

  private static long startMillis(ProcessHandle process) {
    return process.info().startInstant().map(Instant::toEpochMilli).orElse(0L);
  }

  /** The beginning of the names of all temporary files of a process. */
  static String prefix(ProcessHandle process) {
    return PREFIX + process.pid() + "-" + startMillis(process) + "-";
  }

  /**
   * Writes a temporary file.
   *
   * @param target where it is to go
   * @param bytes its content
   * @param like the file whose permissions it gets
   * @param modified the time of last modification it gets
   */
  void add(Path target, byte[] bytes, Path like, FileTime modified) throws WriteException {
    // Not named after the target: the name of a class file may be as long as a name can be.
    if (run == null) {
      run = prefix(ProcessHandle.current()) + System.nanoTime() + "-";
    }
    Path temporary = target.resolveSibling(run + counter++ + SUFFIX);
    waiting.add(new Staged(temporary, target));
    try {
      Files.write(temporary, bytes, StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE);
      copyPermissions(like, temporary);
      Files.setLastModifiedTime(temporary, modified);
    } catch (IOException e) {
      throw new WriteException(target, e);
    }
  }

  void moveAll() throws WriteException {
    while (!waiting.isEmpty()) {
      Staged next = waiting.element();
      try {
        Files.move(next.temporary(), next.target(), StandardCopyOption.ATOMIC_MOVE);
      } catch (IOException e) {
        throw new WriteException(next.target(), e);
      }
      waiting.remove();
    }
  }

  @Override
  public void close() {
    for (Staged staged : waiting) {
      try {
        Files.deleteIfExists(staged.temporary());
      } catch (IOException ignored) {
        // The next run deletes it; what matters to the user is why this one stopped.
      }
    }
  }

  private static void copyPermissions(Path from, Path to) throws IOException {
    PosixFileAttributeView source = Files.getFileAttributeView(from, PosixFileAttributeView.class);
    PosixFileAttributeView view = Files.getFileAttributeView(to, PosixFileAttributeView.class);
    if (source != null && view != null) {
      view.setPermissions(source.readAttributes().permissions());
    }
  }

  private record Staged(Path temporary, Path target) {}

  /** Says for which target writing failed. */
  static final class WriteException extends Exception {
    private static final long serialVersionUID = 1;

    private final transient Path target;
    private final IOException reason;

    WriteException(Path target, IOException reason) {
      super(target.toString(), reason);
      this.target = target;
      this.reason = reason;
    }

    Path target() {
      return target;
    }

    IOException reason() {
      return reason;
    }
  }
}

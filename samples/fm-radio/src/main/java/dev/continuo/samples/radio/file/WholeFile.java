package dev.continuo.samples.radio.file;

import java.io.IOException;
import java.nio.file.AtomicMoveNotSupportedException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.concurrent.ThreadLocalRandom;

/**
 * A file that grows under another name beside its place, and takes its place when it is whole: no
 * other program ever sees half of it, and a failure leaves what was there before.
 *
 * <pre>{@code
 * try (WholeFile file = new WholeFile(Path.of("picture.png"))) {
 *   write(file.part());
 *   file.commit();
 * }
 * }</pre>
 */
public final class WholeFile implements AutoCloseable {

  private final Path file;
  private final Path part;

  /**
   * Makes the file under its other name.
   *
   * @param file its place
   * @throws IOException if nothing can be written there
   */
  public WholeFile(Path file) throws IOException {
    this.file = file;
    Path folder = check(file);
    // Not createTempFile: the file would stay unreadable for others.
    String unique = Long.toHexString(ThreadLocalRandom.current().nextLong());
    try {
      part = Files.createFile(folder.resolve(file.getFileName() + "." + unique + ".part"));
    } catch (IOException e) {
      String here = "cannot be written: no file can be made in " + folder;
      throw new IOException(file + " " + here + ": " + Reason.of(e), e);
    }
  }

  /**
   * Looks whether a file could be made there; for those who will do so much later.
   *
   * @param file its place
   * @return the directory
   * @throws IOException if there is none, or something that is no file has the place
   */
  public static Path check(Path file) throws IOException {
    if (Files.exists(file) && !Files.isRegularFile(file)) {
      // A directory, or a device: the file would take its place.
      throw new IOException(file + " cannot be written: it is there, and is no ordinary file");
    }
    Path folder = file.toAbsolutePath().getParent();
    if (folder == null || !Files.isDirectory(folder)) {
      throw new IOException(file + " cannot be written: there is no directory " + folder);
    }
    return folder;
  }

  /**
   * Where to write.
   *
   * @return the file under its other name
   */
  public Path part() {
    return part;
  }

  /**
   * Puts the file in its place, where another one may be.
   *
   * @throws IOException if that cannot be done
   */
  public void commit() throws IOException {
    try {
      Files.move(part, file, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
    } catch (AtomicMoveNotSupportedException e) {
      Files.move(part, file, StandardCopyOption.REPLACE_EXISTING);
    }
  }

  /** Deletes what was not committed. */
  @Override
  public void close() throws IOException {
    Files.deleteIfExists(part);
  }
}

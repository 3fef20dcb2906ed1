package dev.continuo.transform.directory;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermission;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Set;

/**
 * A directory that nobody can write to until it is closed, not even root, for whom permissions do
 * not count: there the file system's immutable flag does it.
 */
final class ReadOnlyDirectory implements AutoCloseable {

  private final Path directory;
  private final Set<PosixFilePermission> before;
  private final boolean immutable;

  ReadOnlyDirectory(Path directory) throws IOException {
    this.directory = directory;
    this.before = Files.getPosixFilePermissions(directory);
    Files.setPosixFilePermissions(directory, PosixFilePermissions.fromString("r-xr-xr-x"));
    this.immutable = Files.isWritable(directory) && chattr("+i");
  }

  /** Whether the directory really is read-only now. */
  boolean isEffective() {
    return immutable || !Files.isWritable(directory);
  }

  @Override
  public void close() throws IOException {
    if (immutable) {
      chattr("-i");
    }
    Files.setPosixFilePermissions(directory, before);
  }

  private boolean chattr(String flag) throws IOException {
    Process chattr = new ProcessBuilder("chattr", flag, directory.toString()).start();
    chattr.onExit().join();
    return chattr.exitValue() == 0;
  }
}

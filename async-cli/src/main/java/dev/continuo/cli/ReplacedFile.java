package dev.continuo.cli;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.PosixFileAttributeView;
import java.nio.file.attribute.PosixFilePermission;
import java.util.Collections;
import java.util.EnumSet;
import java.util.Set;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** An output file: written beside its place, and moved there at once. */
final class ReplacedFile {

  private static final Set<PosixFilePermission> WRITING =
      EnumSet.of(
          PosixFilePermission.OWNER_WRITE,
          PosixFilePermission.GROUP_WRITE,
          PosixFilePermission.OTHERS_WRITE);

  /** Writes a file. */
  interface Content {
    void write(Path file) throws IOException;
  }

  private ReplacedFile() {}

  /** Says why a file must not be replaced, if so. */
  static boolean isRefused(Path file, Console console) throws IOException {
    if (Files.isDirectory(file)) {
      console.error(file + ": is a directory: name a file");
      return true;
    }
    if (Files.exists(file) && isReadOnly(file)) {
      console.error(file + ": is read-only, and stays as it is: make it writable, or delete it");
      return true;
    }
    return false;
  }

  /** Moving asks for the permissions of the directory only, and root is refused nothing. */
  private static boolean isReadOnly(Path file) throws IOException {
    PosixFileAttributeView view = Files.getFileAttributeView(file, PosixFileAttributeView.class);
    return !Files.isWritable(file)
        || (view != null && Collections.disjoint(view.readAttributes().permissions(), WRITING));
  }

  /**
   * Writes it. A file behind a link is replaced, not the link, and keeps its permissions.
   *
   * @param like a file with the permissions for a new one; null for those of any new file
   * @return the exit code
   */
  static int write(Path file, @Nullable Path like, Content content, Console console)
      throws IOException {
    boolean isThere = Files.exists(file);
    Path target = isThere ? file.toRealPath() : file.toAbsolutePath();
    Path staged = target.resolveSibling(".async-cli" + UUID.randomUUID() + ".tmp");
    try {
      content.write(staged);
      Path model = isThere ? target : like;
      if (model != null) {
        JarContent.copyPermissions(model, staged);
      }
      Files.move(
          staged, target, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
      return ExitCode.FINE;
    } catch (IOException e) {
      String reason = e.toString().replace(staged.toString(), file.toString());
      console.error(file + ": cannot be written (" + reason + "): nothing was changed");
      return ExitCode.FILES;
    } finally {
      discard(staged);
    }
  }

  private static void discard(Path staged) {
    try {
      Files.deleteIfExists(staged);
    } catch (IOException ignored) {
      // Where nothing could be written. Why is said already.
    }
  }
}

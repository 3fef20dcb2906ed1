package dev.continuo.transform.directory;

import java.io.FileInputStream;
import java.io.IOException;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.Path;

/**
 * Says of many class files, most of which have nothing to do with coroutines, which ones matter.
 * All are read into one buffer, past the channels of java.nio: in the short run of a build that is
 * a third of the time.
 */
final class FirstLook {

  private static final int LARGE = 1 << 18;

  private final byte[] buffer = new byte[LARGE];
  private final ClassTransform transform;

  FirstLook(ClassTransform transform) {
    this.transform = transform;
  }

  /** Whether the transformer has anything to do with a file, or to say about it. */
  boolean concerns(Path file) throws IOException {
    if (file.getFileSystem() == FileSystems.getDefault()) {
      try (FileInputStream in = new FileInputStream(file.toFile())) {
        int length = in.readNBytes(buffer, 0, LARGE);
        if (length < LARGE) {
          return transform.concerns(buffer, length);
        }
      } catch (IOException e) {
        // The other way says better why.
      }
    }
    byte[] whole = Files.readAllBytes(file);
    return transform.concerns(whole, whole.length);
  }
}

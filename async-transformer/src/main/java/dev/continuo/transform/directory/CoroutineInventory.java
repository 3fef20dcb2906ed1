package dev.continuo.transform.directory;

import dev.continuo.transform.Marker;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/**
 * Which coroutine classes lie in the directory, and which of them some host lists. The difference
 * are the orphans: what is left when an {@code @Async} method, or its whole class, is gone.
 */
final class CoroutineInventory {

  private final List<Path> present = new ArrayList<>();
  private final Set<Path> listed = new HashSet<>();

  /** A coroutine class was found. */
  void found(Path coroutineFile) {
    present.add(coroutineFile);
  }

  /** A host will need this coroutine class after the run. */
  void listed(Path coroutineFile) {
    listed.add(coroutineFile);
  }

  /**
   * A host that was transformed by an earlier run needs all coroutine classes of its marker.
   *
   * @return the ones that are gone
   */
  List<Path> listedBefore(Path hostFile, Marker marker) {
    List<Path> gone = new ArrayList<>();
    for (String internalName : marker.coroutines()) {
      Path file = fileBeside(hostFile, internalName);
      listed.add(file);
      if (!Files.exists(file)) {
        gone.add(file);
      }
    }
    return gone;
  }

  List<Path> orphans() {
    List<Path> orphans = new ArrayList<>();
    for (Path file : present) {
      if (!listed.contains(file)) {
        orphans.add(file);
      }
    }
    return List.copyOf(orphans);
  }

  /**
   * Host and coroutine classes share a package, hence a directory, also below META-INF/versions.
   */
  static Path fileBeside(Path hostFile, String internalName) {
    String simpleName = internalName.substring(internalName.lastIndexOf('/') + 1);
    return hostFile.resolveSibling(simpleName + ".class");
  }
}

package dev.continuo.internal.file;

import dev.continuo.file.DirectoryEvent;
import dev.continuo.file.DirectoryEvent.Kind;
import java.io.IOException;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.NoSuchFileException;
import java.nio.file.NotDirectoryException;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.StandardWatchEventKinds;
import java.nio.file.WatchEvent;
import java.nio.file.WatchKey;
import java.nio.file.WatchService;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** The keys of a watched directory, and of those below it. Used by one thread at a time; blocks. */
final class WatchedTree {

  private static final WatchEvent.Kind<?>[] ALL = {
    StandardWatchEventKinds.ENTRY_CREATE,
    StandardWatchEventKinds.ENTRY_DELETE,
    StandardWatchEventKinds.ENTRY_MODIFY
  };

  final WatchService service;
  private final Path root;
  private final boolean isRecursive;
  private final Map<WatchKey, Path> directories = new HashMap<>();

  private WatchedTree(WatchService service, Path root, boolean isRecursive) {
    this.service = service;
    this.root = root;
    this.isRecursive = isRecursive;
  }

  /** Begins to watch. */
  static WatchedTree open(Path root, boolean isRecursive) throws IOException {
    if (!Files.isDirectory(root)) {
      throw Files.exists(root)
          ? new NotDirectoryException(root.toString())
          : new NoSuchFileException(root.toString(), null, "there is no such directory to watch");
    }
    WatchService service = root.getFileSystem().newWatchService();
    try {
      WatchedTree tree = new WatchedTree(service, root, isRecursive);
      tree.register(root);
      if (isRecursive) {
        tree.registerBelow(root, null);
      }
      return tree;
    } catch (IOException | RuntimeException | Error e) {
      service.close();
      throw e;
    }
  }

  Path root() {
    return root;
  }

  private void register(Path directory) throws IOException {
    directories.put(directory.register(service, ALL), directory);
  }

  /** Watches what is below a directory, and tells what is there, if somebody wants to know. */
  private void registerBelow(Path top, @Nullable List<DirectoryEvent> found) throws IOException {
    Path unused =
        Files.walkFileTree(
            top,
            new SimpleFileVisitor<>() {
              @Override
              public FileVisitResult preVisitDirectory(Path each, BasicFileAttributes attributes)
                  throws IOException {
                if (!each.equals(top)) {
                  try {
                    register(each);
                  } catch (NoSuchFileException | NotDirectoryException e) {
                    return FileVisitResult.SKIP_SUBTREE; // gone already, which its parent tells
                  }
                  tell(each);
                }
                return FileVisitResult.CONTINUE;
              }

              @Override
              public FileVisitResult visitFile(Path file, BasicFileAttributes attributes) {
                tell(file);
                return FileVisitResult.CONTINUE;
              }

              @Override
              public FileVisitResult visitFileFailed(Path file, IOException failure)
                  throws IOException {
                if (failure instanceof NoSuchFileException) {
                  return FileVisitResult.CONTINUE; // it was deleted meanwhile
                }
                throw failure;
              }

              private void tell(Path path) {
                if (found != null) {
                  found.add(new DirectoryEvent(Kind.CREATED, path));
                }
              }
            });
  }

  /**
   * The events of a key, which is ready for more then.
   *
   * @throws IOException if the directory of the watch is gone, or one below it cannot be watched;
   *     {@code events} has what came before
   */
  void take(WatchKey key, List<DirectoryEvent> events) throws IOException {
    Path directory = directories.get(key);
    if (directory == null) {
      return;
    }
    List<Path> made = new ArrayList<>();
    for (WatchEvent<?> event : key.pollEvents()) {
      DirectoryEvent told = event(directory, event);
      events.add(told);
      if (isRecursive && told.kind() == Kind.CREATED) {
        made.add(told.path());
      }
    }
    for (Path each : made) {
      if (Files.isDirectory(each, LinkOption.NOFOLLOW_LINKS)) {
        addDirectory(each, events);
      }
    }
    if (!key.reset()) {
      directories.remove(key);
      if (directory.equals(root)) {
        throw new NoSuchFileException(root.toString(), null, "the watched directory is gone");
      }
    }
  }

  private void addDirectory(Path made, List<DirectoryEvent> events) throws IOException {
    try {
      register(made);
      registerBelow(made, events);
    } catch (NoSuchFileException | NotDirectoryException e) {
      // It is gone already, and its parent tells that.
    }
  }

  private static DirectoryEvent event(Path directory, WatchEvent<?> event) {
    if (!(event.context() instanceof Path name)) {
      return new DirectoryEvent(Kind.OVERFLOW, directory);
    }
    Kind kind =
        event.kind() == StandardWatchEventKinds.ENTRY_CREATE
            ? Kind.CREATED
            : event.kind() == StandardWatchEventKinds.ENTRY_DELETE ? Kind.DELETED : Kind.MODIFIED;
    return new DirectoryEvent(kind, directory.resolve(name));
  }
}

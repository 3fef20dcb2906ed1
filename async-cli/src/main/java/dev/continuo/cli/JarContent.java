package dev.continuo.cli;

import dev.continuo.transform.Marker;
import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.time.DateTimeException;
import java.time.LocalDateTime;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import java.util.zip.CRC32;
import java.util.zip.ZipEntry;
import java.util.zip.ZipFile;
import java.util.zip.ZipOutputStream;
import org.jspecify.annotations.Nullable;

/** The entries of a jar, in their order, with all they have besides their bytes. */
final class JarContent {

  private static final Pattern SIGNATURE =
      Pattern.compile("META-INF/([^/]+\\.(SF|RSA|DSA|EC)|SIG-[^/]*)", Pattern.CASE_INSENSITIVE);
  private static final String MANIFEST = "META-INF/MANIFEST.MF";

  private final Map<String, ZipEntry> entries = new LinkedHashMap<>();

  /** Entries without a path of the same name on this machine, such as {@code ./a.txt}. */
  private final Map<String, byte[]> kept = new HashMap<>();

  private final Path jar;
  private final long prefix;
  private @Nullable String comment;

  private JarContent(Path jar, long prefix) {
    this.jar = jar;
    this.prefix = prefix;
  }

  /** Reads a jar, and writes its files below a folder. */
  static JarContent unpack(Path jar, Path folder) throws IOException {
    Files.createDirectories(folder);
    try (ZipFile zip = new ZipFile(jar.toFile())) {
      JarContent content = new JarContent(jar, JarPrefix.length(jar));
      content.comment = zip.getComment();
      for (ZipEntry entry : zip.stream().toList()) {
        content.add(entry);
        content.unpack(zip, entry, folder);
      }
      return content;
    }
  }

  private void add(ZipEntry entry) throws IOException {
    if (entries.put(entry.getName(), entry) != null) {
      throw new IOException(jar + " contains " + entry.getName() + " twice");
    }
  }

  private void unpack(ZipFile zip, ZipEntry entry, Path folder) throws IOException {
    Path file = place(entry, folder);
    if (file == null) {
      try (InputStream in = zip.getInputStream(entry)) {
        kept.put(entry.getName(), in.readAllBytes());
      }
    } else if (entry.isDirectory()) {
      Files.createDirectories(file);
    } else {
      Path parent = file.getParent();
      if (parent != null) {
        Files.createDirectories(parent);
      }
      try (InputStream in = zip.getInputStream(entry)) {
        Files.copy(in, file);
      }
    }
  }

  /** Where an entry is unpacked; null if its name would become another, or cannot be one here. */
  private @Nullable Path place(ZipEntry entry, Path folder) throws IOException {
    String name = entry.getName();
    try {
      Path file = folder.resolve(name).normalize();
      if (!file.startsWith(folder)) {
        throw new IOException(jar + " contains " + name + ", which leads out of it");
      }
      String path = nameOf(file, folder) + (entry.isDirectory() ? "/" : "");
      return path.equals(name) && !file.equals(folder) ? file : null;
    } catch (InvalidPathException e) {
      if (name.endsWith(".class")) {
        throw new IOException(
            jar
                + " contains "
                + name
                + ", which cannot be the name of a file here: set LC_ALL to a locale of UTF-8, such"
                + " as C.UTF-8",
            e);
      }
      return null;
    }
  }

  private static String nameOf(Path file, Path folder) {
    return folder.relativize(file).toString().replace('\\', '/');
  }

  boolean isSigned() {
    return entries.keySet().stream().anyMatch(name -> SIGNATURE.matcher(name).matches());
  }

  /** Writes the files of a folder: the old ones where they were, new ones behind their hosts. */
  void pack(Path folder, Path target) throws IOException {
    Map<String, List<String>> added = addedByHost(folder);
    try (OutputStream file = new BufferedOutputStream(Files.newOutputStream(target))) {
      JarPrefix.copy(jar, prefix, file);
      write(folder, added, file);
    }
    if (prefix > 0) {
      JarPrefix.account(target, prefix);
    }
  }

  private void write(Path folder, Map<String, List<String>> added, OutputStream file)
      throws IOException {
    boolean signed = isSigned();
    try (ZipOutputStream out = new ZipOutputStream(file)) {
      if (comment != null) {
        out.setComment(comment);
      }
      for (Map.Entry<String, ZipEntry> each : entries.entrySet()) {
        String name = each.getKey();
        byte[] bytes = SIGNATURE.matcher(name).matches() ? null : bytes(each.getValue(), folder);
        if (bytes == null) {
          continue; // a signature that would not fit, or a coroutine class that nobody lists
        }
        ZipEntry entry = each.getValue();
        if (signed && name.equals(MANIFEST)) {
          bytes = Manifests.withoutDigests(bytes);
        }
        put(out, name, entry, bytes);
        for (String coroutine : added.getOrDefault(name, List.of())) {
          put(out, coroutine, entry, Files.readAllBytes(folder.resolve(coroutine)));
        }
      }
    }
  }

  /** What an entry has now; null if it is gone. */
  private byte @Nullable [] bytes(ZipEntry entry, Path folder) throws IOException {
    byte[] untouched = kept.get(entry.getName());
    if (untouched != null) {
      return untouched;
    }
    Path file = folder.resolve(entry.getName());
    if (!Files.exists(file)) {
      return null;
    }
    return entry.isDirectory() ? new byte[0] : Files.readAllBytes(file);
  }

  /** Some programs write month 0 and day 0: the first day that there can be in a jar. */
  private static LocalDateTime timeOf(ZipEntry entry) {
    try {
      return entry.getTimeLocal();
    } catch (DateTimeException e) {
      return LocalDateTime.of(1980, 1, 1, 0, 0);
    }
  }

  /** New entries get the times of their host. */
  private static void put(ZipOutputStream out, String name, ZipEntry like, byte[] bytes)
      throws IOException {
    // Only the copy of an entry has its Unix permissions: there is no method for them.
    ZipEntry entry = name.equals(like.getName()) ? new ZipEntry(like) : new ZipEntry(name);
    entry.setCompressedSize(-1); // the JVM's deflater makes other bytes than some jar tools
    if (like.getLastModifiedTime() != null) {
      entry.setTimeLocal(timeOf(like));
    }
    if (entry.getExtra() != null) {
      entry.setExtra(entry.getExtra()); // times in there are finer, and count
    }
    if (like.getMethod() == ZipEntry.STORED) {
      CRC32 crc = new CRC32();
      crc.update(bytes);
      entry.setMethod(ZipEntry.STORED);
      entry.setSize(bytes.length);
      entry.setCrc(crc.getValue());
    }
    out.putNextEntry(entry);
    out.write(bytes);
    out.closeEntry();
  }

  private Map<String, List<String>> addedByHost(Path folder) throws IOException {
    Map<String, List<String>> added = new HashMap<>();
    Set<String> homeless = new HashSet<>();
    try (Stream<Path> files = Files.walk(folder)) {
      for (Path file : files.filter(Files::isRegularFile).sorted().toList()) {
        String name = nameOf(file, folder);
        if (!entries.containsKey(name)) {
          Marker marker = Marker.read(Files.readAllBytes(file));
          String host = marker == null ? "" : marker.host();
          String simple = host.substring(host.lastIndexOf('/') + 1) + ".class";
          String home = name.substring(0, name.lastIndexOf('/') + 1) + simple;
          if (!entries.containsKey(home)) {
            homeless.add(name);
          }
          added.computeIfAbsent(home, any -> new ArrayList<>()).add(name);
        }
      }
    }
    if (!homeless.isEmpty()) {
      throw new IllegalStateException("new files without a host in the jar: " + homeless);
    }
    return added;
  }

  static void copyPermissions(Path from, Path to) throws IOException {
    if (FileSystems.getDefault().supportedFileAttributeViews().contains("posix")) {
      Files.setPosixFilePermissions(to, Files.getPosixFilePermissions(from));
    }
  }
}

package dev.continuo.cli;

import dev.continuo.transform.Marker;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.Path;
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
  private @Nullable String comment;

  private JarContent() {}

  /** Reads a jar, and writes its files below a folder. */
  static JarContent unpack(Path jar, Path folder) throws IOException {
    JarContent content = new JarContent();
    Files.createDirectories(folder);
    try (ZipFile zip = new ZipFile(jar.toFile())) {
      content.comment = zip.getComment();
      for (ZipEntry entry : zip.stream().toList()) {
        content.add(entry, jar);
        unpack(zip, entry, jar, folder);
      }
    }
    return content;
  }

  private void add(ZipEntry entry, Path jar) throws IOException {
    if (entries.put(entry.getName(), entry) != null) {
      throw new IOException(jar + " contains " + entry.getName() + " twice");
    }
  }

  private static void unpack(ZipFile zip, ZipEntry entry, Path jar, Path folder)
      throws IOException {
    Path file = folder.resolve(entry.getName()).normalize();
    if (!file.startsWith(folder)) {
      throw new IOException(jar + " contains " + entry.getName() + ", which leads out of it");
    }
    if (entry.isDirectory()) {
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

  boolean isSigned() {
    return entries.keySet().stream().anyMatch(name -> SIGNATURE.matcher(name).matches());
  }

  /** Writes the files of a folder: the old ones where they were, new ones behind their hosts. */
  void pack(Path folder, Path jar) throws IOException {
    Map<String, List<String>> added = addedByHost(folder);
    boolean signed = isSigned();
    try (ZipOutputStream out = new ZipOutputStream(Files.newOutputStream(jar))) {
      if (comment != null) {
        out.setComment(comment);
      }
      for (Map.Entry<String, ZipEntry> each : entries.entrySet()) {
        String name = each.getKey();
        if (SIGNATURE.matcher(name).matches() || !Files.exists(folder.resolve(name))) {
          continue; // a signature that would not fit, or a coroutine class that nobody lists
        }
        ZipEntry entry = each.getValue();
        byte[] bytes = entry.isDirectory() ? new byte[0] : Files.readAllBytes(folder.resolve(name));
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

  /** New entries get the times of their host. */
  private static void put(ZipOutputStream out, String name, ZipEntry like, byte[] bytes)
      throws IOException {
    ZipEntry entry = new ZipEntry(name);
    if (like.getLastModifiedTime() != null) {
      entry.setTimeLocal(like.getTimeLocal());
    }
    if (name.equals(like.getName())) {
      entry.setComment(like.getComment());
      if (like.getExtra() != null) {
        entry.setExtra(like.getExtra());
      }
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
        String name = folder.relativize(file).toString().replace('\\', '/');
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

package dev.continuo.agent;

import java.io.File;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.jar.Attributes;
import java.util.jar.JarEntry;
import java.util.jar.JarFile;
import java.util.jar.JarOutputStream;
import java.util.jar.Manifest;
import java.util.stream.Stream;
import java.util.zip.CRC32;
import java.util.zip.ZipEntry;

/** Jars to be started with {@code java -jar}. */
final class ExecutableJars {

  private ExecutableJars() {}

  /** As Spring Boot's plugins make them: libraries are jars in the jar, found by its launcher. */
  static Path ofSpringBoot(Program program, String main) throws IOException {
    Manifest manifest = manifest("org.springframework.boot.loader.launch.JarLauncher");
    Attributes attributes = manifest.getMainAttributes();
    attributes.putValue("Start-Class", main);
    attributes.putValue("Spring-Boot-Classes", "BOOT-INF/classes/");
    attributes.putValue("Spring-Boot-Lib", "BOOT-INF/lib/");
    Path jar = program.folder().resolve("boot.jar");
    try (JarOutputStream out = new JarOutputStream(Files.newOutputStream(jar), manifest)) {
      copyClasses(entry("spring-boot-loader"), out, new HashSet<>());
      for (String folder : List.of("BOOT-INF/", "BOOT-INF/classes/", "BOOT-INF/lib/")) {
        out.putNextEntry(new JarEntry(folder)); // the launcher looks for them
      }
      copyDirectory(program.classes(), "BOOT-INF/classes/", out);
      for (String library : List.of("async-runtime", "async-annotations")) {
        Path nested = program.folder().resolve(library + ".jar");
        pack(entry(library), nested);
        store("BOOT-INF/lib/" + library + ".jar", Files.readAllBytes(nested), out);
      }
    }
    return jar;
  }

  /** All in one, with the agent started by the launcher of the JVM. */
  static Path withAgent(Program program, String main) throws IOException {
    Manifest manifest = manifest(main);
    manifest.getMainAttributes().putValue("Launcher-Agent-Class", "dev.continuo.agent.AsyncAgent");
    Path jar = program.folder().resolve("all.jar");
    try (JarOutputStream out = new JarOutputStream(Files.newOutputStream(jar), manifest)) {
      Set<String> seen = new HashSet<>();
      copyClasses(Program.AGENT, out, seen);
      for (String library : List.of("async-runtime", "async-annotations")) {
        Path packed = program.folder().resolve(library + ".jar");
        pack(entry(library), packed);
        copyClasses(packed, out, seen);
      }
      copyDirectory(program.classes(), "", out);
    }
    return jar;
  }

  private static Manifest manifest(String main) {
    Manifest manifest = new Manifest();
    manifest.getMainAttributes().put(Attributes.Name.MANIFEST_VERSION, "1.0");
    manifest.getMainAttributes().put(Attributes.Name.MAIN_CLASS, main);
    return manifest;
  }

  /** An entry of this test's class path: a jar, or in a build of one module a directory. */
  private static Path entry(String library) {
    return Stream.of(System.getProperty("java.class.path").split(File.pathSeparator))
        .filter(path -> path.contains(library))
        .map(Path::of)
        .findFirst()
        .orElseThrow();
  }

  private static void pack(Path library, Path jar) throws IOException {
    if (Files.isDirectory(library)) {
      try (JarOutputStream out = new JarOutputStream(Files.newOutputStream(jar))) {
        copyDirectory(library, "", out);
      }
    } else {
      Files.copy(library, jar);
    }
  }

  private static void copyDirectory(Path from, String prefix, JarOutputStream out)
      throws IOException {
    try (Stream<Path> files = Files.walk(from)) {
      for (Path file : files.filter(Files::isRegularFile).sorted().toList()) {
        String name = from.relativize(file).toString().replace(File.separatorChar, '/');
        out.putNextEntry(new JarEntry(prefix + name));
        Files.copy(file, out);
      }
    }
  }

  private static void copyClasses(Path from, JarOutputStream out, Set<String> seen)
      throws IOException {
    try (JarFile jar = new JarFile(from.toFile())) {
      for (JarEntry entry : jar.stream().toList()) {
        if (entry.getName().endsWith(".class") && seen.add(entry.getName())) {
          out.putNextEntry(new JarEntry(entry.getName()));
          try (InputStream in = jar.getInputStream(entry)) {
            in.transferTo(out);
          }
        }
      }
    }
  }

  /** Not compressed: that is how the launcher wants the jars inside. */
  private static void store(String name, byte[] bytes, JarOutputStream out) throws IOException {
    JarEntry entry = new JarEntry(name);
    CRC32 crc = new CRC32();
    crc.update(bytes);
    entry.setMethod(ZipEntry.STORED);
    entry.setSize(bytes.length);
    entry.setCrc(crc.getValue());
    out.putNextEntry(entry);
    out.write(bytes);
  }
}

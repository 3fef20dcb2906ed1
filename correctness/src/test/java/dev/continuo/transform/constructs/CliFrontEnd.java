package dev.continuo.transform.constructs;

import java.io.File;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Enumeration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import java.util.zip.ZipEntry;
import java.util.zip.ZipFile;
import java.util.zip.ZipOutputStream;

/** async-cli in a JVM of its own, as its users start it. */
public final class CliFrontEnd {

  private static final Path FOLDER = OwnFolder.of("by-async-cli");

  private CliFrontEnd() {}

  /** The classes of several variants, each as a jar, by one call of the command. */
  static List<ClassFiles> jars(List<CompiledConstructs> all) throws IOException {
    Path in = Files.createDirectories(FOLDER.resolve("in"));
    List<Path> jars = new ArrayList<>();
    for (CompiledConstructs constructs : all) {
      jars.add(pack(constructs.folder(), in.resolve(constructs.variant().name() + ".jar")));
    }
    Path out = Files.createDirectories(FOLDER.resolve("out"));
    List<String> arguments = new ArrayList<>(List.of("-d", out.toString()));
    jars.forEach(jar -> arguments.add(jar.toString()));
    command(System.getProperty("java.class.path"), arguments);
    List<ClassFiles> transformed = new ArrayList<>();
    for (Path jar : jars) {
      transformed.add(unpack(out.resolve(String.valueOf(jar.getFileName())))::get);
    }
    return transformed;
  }

  /**
   * Runs the command, which leaves classes with mistakes as they are.
   *
   * @param classPath what the inputs mention
   * @param arguments inputs, and where they go
   */
  public static void command(String classPath, List<String> arguments) throws IOException {
    List<String> command = new ArrayList<>();
    command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    command.addAll(List.of("-XX:TieredStopAtLevel=1", "-XX:+UseSerialGC"));
    command.addAll(List.of("-cp", System.getProperty("java.class.path")));
    command.addAll(List.of("dev.continuo.cli.AsyncCli", "--quiet", "--no-fail-on-misuse"));
    command.addAll(List.of("--class-path", classPath));
    command.addAll(arguments);
    Path log = Files.createTempFile(Files.createDirectories(FOLDER), "run", ".log");
    Process process =
        new ProcessBuilder(command).redirectErrorStream(true).redirectOutput(log.toFile()).start();
    try {
      if (!process.waitFor(5, TimeUnit.MINUTES)) {
        process.destroyForcibly().waitFor();
      }
    } catch (InterruptedException e) {
      throw new IllegalStateException("interrupted", e);
    }
    if (process.exitValue() != 0) {
      throw new IllegalStateException(
          "async-cli ended with " + process.exitValue() + ":\n" + Files.readString(log));
    }
    Files.delete(log);
  }

  private static Path pack(Path classes, Path jar) throws IOException {
    try (Stream<Path> files = Files.walk(classes);
        ZipOutputStream zip = new ZipOutputStream(Files.newOutputStream(jar))) {
      for (Path file : files.filter(Files::isRegularFile).sorted().toList()) {
        String name = classes.relativize(file).toString().replace(File.separatorChar, '/');
        zip.putNextEntry(new ZipEntry(name));
        Files.copy(file, zip);
      }
    }
    return jar;
  }

  private static Map<String, byte[]> unpack(Path jar) throws IOException {
    Map<String, byte[]> files = new HashMap<>();
    try (ZipFile zip = new ZipFile(jar.toFile())) {
      Enumeration<? extends ZipEntry> entries = zip.entries();
      while (entries.hasMoreElements()) {
        ZipEntry entry = entries.nextElement();
        try (InputStream in = zip.getInputStream(entry)) {
          files.put(entry.getName().replaceFirst("\\.class$", ""), in.readAllBytes());
        }
      }
    }
    return files;
  }
}

package dev.continuo.benchmarks.run;

import com.google.gson.Gson;
import com.google.gson.JsonArray;
import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import com.google.gson.reflect.TypeToken;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** The rows that JMH measures: one fork of every contestant is a round. */
final class JmhRun {

  /** The suffix of a contestant's name under which the bytes are that an operation allocates. */
  static final String ALLOCATED = "#bytes";

  private final Options options;
  private final Results results;
  private final Path log;

  /** Those that the check found, by {@code Row.contestant@jdk}. */
  private final Set<String> unable = new HashSet<>();

  JmhRun(Options options, Results results) {
    this.options = options;
    this.results = results;
    this.log = Results.FOLDER.resolve("jmh.log");
  }

  /** Whether any of these rows is wanted. */
  boolean hasRows() {
    return Arrays.stream(TableRow.values()).anyMatch(row -> options.wants(row.id()));
  }

  /** Has the contestants compute their numbers. */
  void check(Jdk jdk) throws IOException {
    for (TableRow row : TableRow.values()) {
      if (options.wants(row.id())) {
        results.begin(row.id(), jdk.feature());
      }
    }
    List<String> command =
        Commands.jvm(
            jdk,
            List.of("-Xmx768m", "-Djdk.virtualThreadScheduler.parallelism=1"),
            RowCheck.class,
            options.rows().pattern());
    String json = Commands.output(command, log);
    Map<String, String> failures =
        new Gson().fromJson(json, new TypeToken<Map<String, String>>() {});
    failures.forEach(
        (name, why) -> {
          String[] parts = name.split("\\.");
          results.fails(parts[0], parts[1], jdk.feature(), why);
          unable.add(name + "@" + jdk.feature());
        });
  }

  /** One fork each. Whose fork dies fails in this round, and may try again in the next. */
  void round(Jdk jdk, int round) throws IOException {
    Set<String> asked = asked(jdk);
    if (asked.isEmpty()) {
      return;
    }
    String names = String.join("|", asked).replace(".", "\\.");
    Path file = Results.FOLDER.resolve("jmh-" + jdk.feature() + "-" + round + ".json");
    Files.deleteIfExists(file);
    String iterations = String.valueOf(options.iterations());
    String millis = options.millis() + "ms";
    List<String> command =
        Commands.jvm(jdk, List.of(), org.openjdk.jmh.Main.class, "\\.rows\\.(" + names + ")$");
    command.addAll(List.of("-f", "1", "-wi", iterations, "-i", iterations, "-w", millis));
    command.addAll(List.of("-r", millis, "-prof", "gc", "-rf", "json", "-rff", file.toString()));
    long logged = Files.exists(log) ? Files.size(log) : 0;
    String failure = "JMH gave no figure, see " + log.getFileName();
    try {
      Commands.run(command, log);
    } catch (Commands.FailedException e) {
      failure = e.getMessage();
    }
    if (Files.exists(file)) {
      asked.removeAll(read(file, jdk, round));
    }
    Map<String, String> reasons = reasons(logged);
    for (String missing : asked) {
      String[] parts = missing.split("\\.");
      String reason = reasons.getOrDefault(missing, failure);
      Bench.progress("JDK %s: %s fails: %s", jdk.version(), missing, reason);
      results.fails(parts[0], parts[1], jdk.feature(), reason);
    }
  }

  /** By {@code Row.contestant}: those that can take part, as the check showed. */
  private Set<String> asked(Jdk jdk) {
    Set<String> asked = new LinkedHashSet<>();
    for (TableRow row : TableRow.values()) {
      for (String name : options.wants(row.id()) ? row.contestants() : List.<String>of()) {
        String full = row.id() + "." + name;
        if (!unable.contains(full + "@" + jdk.feature())) {
          asked.add(full);
        }
      }
    }
    return asked;
  }

  /** What the log has from a place on about those that threw or died, by {@code Row.contestant}. */
  private Map<String, String> reasons(long from) throws IOException {
    byte[] all = Files.readAllBytes(log);
    String text = new String(all, (int) from, (int) (all.length - from), StandardCharsets.UTF_8);
    Map<String, String> reasons = new LinkedHashMap<>();
    String name = "";
    for (String line : text.lines().toList()) {
      if (line.startsWith("# Benchmark: ")) {
        name = line.replaceAll(".*\\.(\\w+\\.\\w+)$", "$1");
      } else if (line.matches("([\\w.]+\\.)?\\w+(Exception|Error)\\b.*|<.*VM.*>")) {
        // A JVM that dies says so before it says why.
        reasons.merge(name, line, (first, next) -> first.startsWith("<") ? next : first);
      }
    }
    return reasons;
  }

  /** Who gave a figure, by {@code Row.contestant}. */
  private Set<String> read(Path file, Jdk jdk, int round) throws IOException {
    Set<String> names = new LinkedHashSet<>();
    JsonArray all = JsonParser.parseString(Files.readString(file)).getAsJsonArray();
    for (JsonElement each : all) {
      JsonObject benchmark = each.getAsJsonObject();
      String[] name = benchmark.get("benchmark").getAsString().split("\\.");
      String row = name[name.length - 2];
      String contestant = name[name.length - 1];
      JsonObject metric = benchmark.getAsJsonObject("primaryMetric");
      JsonArray fork = metric.getAsJsonArray("rawData").get(0).getAsJsonArray();
      double[] iterations = fork.asList().stream().mapToDouble(JsonElement::getAsDouble).toArray();
      results.add(row, contestant, jdk.feature(), round, Results.median(iterations));
      names.add(row + "." + contestant);
      JsonObject allocated =
          benchmark.getAsJsonObject("secondaryMetrics").getAsJsonObject("gc.alloc.rate.norm");
      if (allocated != null) {
        double bytes = allocated.get("score").getAsDouble();
        results.add(row, contestant + ALLOCATED, jdk.feature(), round, bytes);
      }
    }
    return names;
  }
}

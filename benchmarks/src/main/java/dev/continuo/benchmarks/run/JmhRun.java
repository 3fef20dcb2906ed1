package dev.continuo.benchmarks.run;

import com.google.gson.Gson;
import com.google.gson.JsonArray;
import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import com.google.gson.reflect.TypeToken;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/** The rows that JMH measures: one fork of every contestant is a round. */
final class JmhRun {

  /** The suffix of a contestant's name under which the bytes are that an operation allocates. */
  static final String ALLOCATED = "#bytes";

  private final Options options;
  private final Results results;
  private final Path log;

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
        results.forget(row.id(), jdk.feature());
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
        });
  }

  /** One fork each. */
  void round(Jdk jdk, int round) throws IOException {
    String names =
        Arrays.stream(TableRow.values())
            .filter(row -> options.wants(row.id()))
            .flatMap(
                row ->
                    row.contestants().stream()
                        .filter(name -> results.failure(row.id(), name, jdk.feature()).isEmpty())
                        .map(name -> row.id() + "\\." + name))
            .collect(Collectors.joining("|"));
    if (names.isEmpty()) {
      return;
    }
    Path file = Results.FOLDER.resolve("jmh-" + jdk.feature() + "-" + round + ".json");
    Files.deleteIfExists(file);
    String iterations = String.valueOf(options.iterations());
    String millis = options.millis() + "ms";
    List<String> command =
        Commands.jvm(jdk, List.of(), org.openjdk.jmh.Main.class, "\\.rows\\.(" + names + ")$");
    command.addAll(List.of("-f", "1", "-wi", iterations, "-i", iterations, "-w", millis));
    command.addAll(List.of("-r", millis, "-prof", "gc", "-rf", "json", "-rff", file.toString()));
    Commands.run(command, log);
    read(file, jdk);
  }

  private void read(Path file, Jdk jdk) throws IOException {
    JsonArray all = JsonParser.parseString(Files.readString(file)).getAsJsonArray();
    for (JsonElement each : all) {
      JsonObject benchmark = each.getAsJsonObject();
      String[] name = benchmark.get("benchmark").getAsString().split("\\.");
      String row = name[name.length - 2];
      String contestant = name[name.length - 1];
      JsonObject metric = benchmark.getAsJsonObject("primaryMetric");
      for (JsonElement fork : metric.getAsJsonArray("rawData")) {
        double[] iterations =
            fork.getAsJsonArray().asList().stream().mapToDouble(JsonElement::getAsDouble).toArray();
        results.add(row, contestant, jdk.feature(), Results.median(iterations));
      }
      JsonObject allocated =
          benchmark.getAsJsonObject("secondaryMetrics").getAsJsonObject("gc.alloc.rate.norm");
      if (allocated != null) {
        double bytes = allocated.get("score").getAsDouble();
        results.add(row, contestant + ALLOCATED, jdk.feature(), bytes);
      }
    }
  }
}

package dev.continuo.benchmarks.run;

import com.google.gson.Gson;
import com.google.gson.GsonBuilder;
import com.google.gson.reflect.TypeToken;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.TreeMap;

/**
 * All figures of a run: for each row, contestant and JDK one figure of each round. They are kept in
 * a file, so that a run of some rows replaces these, and the table can be written again.
 */
final class Results {

  static final Path FOLDER = Path.of("target/bench");
  private static final Path FILE = FOLDER.resolve("results.json");
  private static final Gson GSON =
      new GsonBuilder().setPrettyPrinting().serializeSpecialFloatingPointValues().create();

  /** Where nothing has a JDK, as with CPython. */
  static final int NO_JDK = 0;

  private final Map<String, List<Double>> figures = new TreeMap<>();
  private final Map<String, String> failures = new TreeMap<>();

  /** Of the environment that was measured: versions, machine, date. */
  private final Map<String, String> facts = new TreeMap<>();

  static Results load() throws IOException {
    return Files.exists(FILE)
        ? GSON.fromJson(Files.readString(FILE), TypeToken.get(Results.class))
        : new Results();
  }

  void save() throws IOException {
    Files.createDirectories(FOLDER);
    Path draft = FOLDER.resolve("results.json.new");
    Files.writeString(draft, GSON.toJson(this));
    Files.move(draft, FILE, StandardCopyOption.REPLACE_EXISTING);
  }

  private static String key(String row, String contestant, int jdk) {
    return row + "." + contestant + "@" + jdk;
  }

  /** Forgets a row: it is measured again. */
  void forget(String row, int jdk) {
    figures.keySet().removeIf(key -> key.startsWith(row + ".") && key.endsWith("@" + jdk));
    failures.keySet().removeIf(key -> key.startsWith(row + ".") && key.endsWith("@" + jdk));
  }

  void add(String row, String contestant, int jdk, double figure) {
    figures.computeIfAbsent(key(row, contestant, jdk), any -> new ArrayList<>()).add(figure);
  }

  void fails(String row, String contestant, int jdk, String why) {
    failures.put(key(row, contestant, jdk), why);
  }

  void fact(String name, String value) {
    facts.put(name, value);
  }

  Map<String, String> facts() {
    return facts;
  }

  Map<String, String> failures() {
    return failures;
  }

  Optional<String> failure(String row, String contestant, int jdk) {
    return Optional.ofNullable(failures.get(key(row, contestant, jdk)));
  }

  OptionalDouble median(String row, String contestant, int jdk) {
    List<Double> all = figures.get(key(row, contestant, jdk));
    return all == null || all.isEmpty()
        ? OptionalDouble.empty()
        : OptionalDouble.of(median(all.stream().mapToDouble(Double::doubleValue).toArray()));
  }

  int rounds(String row, String contestant, int jdk) {
    return figures.getOrDefault(key(row, contestant, jdk), List.of()).size();
  }

  static double median(double... all) {
    double[] sorted = all.clone();
    Arrays.sort(sorted);
    int middle = sorted.length / 2;
    return sorted.length % 2 == 1 ? sorted[middle] : (sorted[middle - 1] + sorted[middle]) / 2;
  }
}

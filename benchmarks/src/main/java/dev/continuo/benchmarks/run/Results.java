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
import java.util.stream.IntStream;
import java.util.stream.Stream;

/**
 * All figures of a run: for each row, contestant and JDK one figure of each round. They are kept in
 * a file, so that a run of some rows replaces these, and the table can be written again; for each
 * row it says of which commit and day it is.
 */
final class Results {

  static final Path FOLDER = Path.of("target/bench");
  private static final Path FILE = FOLDER.resolve("results.json");
  private static final Gson GSON =
      new GsonBuilder().setPrettyPrinting().serializeSpecialFloatingPointValues().create();

  /** Where nothing has a JDK, as with CPython. */
  static final int NO_JDK = 0;

  /** In the order of the rounds; one that gave nothing is not a number. */
  private final Map<String, List<Double>> figures = new TreeMap<>();

  private final Map<String, String> failures = new TreeMap<>();

  /** Of the environment that was measured: versions, machine. */
  private final Map<String, String> facts = new TreeMap<>();

  /** Of which commit and day a row is, by row and JDK. */
  private final Map<String, String> origins = new TreeMap<>();

  /** That of the rows that are measured now. */
  private transient String origin = "";

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

  /** The commit and the day of what is measured from now on. */
  void measures(String commitAndDay) {
    origin = commitAndDay;
  }

  /** Forgets a row: it is measured again. */
  void begin(String row, int jdk) {
    origins.put(row + "@" + jdk, origin);
    figures.keySet().removeIf(key -> key.startsWith(row + ".") && key.endsWith("@" + jdk));
    failures.keySet().removeIf(key -> key.startsWith(row + ".") && key.endsWith("@" + jdk));
  }

  /** Adds the figure of a round; the first is 1. */
  void add(String row, String contestant, int jdk, int round, double figure) {
    List<Double> all = figures.computeIfAbsent(key(row, contestant, jdk), any -> new ArrayList<>());
    while (all.size() < round) {
      all.add(Double.NaN);
    }
    all.set(round - 1, figure);
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

  /** Why somebody could not take part, by {@code row.contestant@jdk}. */
  Map<String, String> failures() {
    return failures;
  }

  Optional<String> origin(String row, int jdk) {
    return Optional.ofNullable(origins.get(row + "@" + jdk));
  }

  Optional<String> failure(String row, String contestant, int jdk) {
    return Optional.ofNullable(failures.get(key(row, contestant, jdk)));
  }

  OptionalDouble median(String row, String contestant, int jdk) {
    return middle(figures(row, contestant, jdk).stream());
  }

  /** The median of the quotients of each round; the JVMs of a round run soon after each other. */
  OptionalDouble ratio(String row, String contestant, String other, int jdk) {
    List<Double> over = figures(row, contestant, jdk);
    List<Double> under = figures(row, other, jdk);
    return middle(
        IntStream.range(0, Math.min(over.size(), under.size()))
            .mapToObj(round -> over.get(round) / under.get(round)));
  }

  private static OptionalDouble middle(Stream<Double> all) {
    double[] known =
        all.mapToDouble(Double::doubleValue).filter(each -> !Double.isNaN(each)).toArray();
    return known.length == 0 ? OptionalDouble.empty() : OptionalDouble.of(median(known));
  }

  /** In how many rounds it gave a figure. */
  int rounds(String row, String contestant, int jdk) {
    return (int) figures(row, contestant, jdk).stream().filter(figure -> !figure.isNaN()).count();
  }

  /** How many rounds the row has: those of the contestant that lasted longest. */
  int rounds(String row, int jdk) {
    return figures.entrySet().stream()
        .filter(each -> each.getKey().startsWith(row + ".") && each.getKey().endsWith("@" + jdk))
        .mapToInt(each -> each.getValue().size())
        .max()
        .orElse(0);
  }

  private List<Double> figures(String row, String contestant, int jdk) {
    return figures.getOrDefault(key(row, contestant, jdk), List.of());
  }

  static double median(double... all) {
    double[] sorted = all.clone();
    Arrays.sort(sorted);
    int middle = sorted.length / 2;
    return sorted.length % 2 == 1 ? sorted[middle] : (sorted[middle - 1] + sorted[middle]) / 2;
  }
}

package dev.continuo.benchmarks.run;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import javax.tools.ToolProvider;

/**
 * What is transformed: a module of 2,295 ordinary classes, and a class of ten async methods. The
 * module is of Java 8, or ea-async would not even read it.
 */
final class BuildSubjects {

  static final int CLASSES = 2295;

  private BuildSubjects() {}

  /** The class files of the module, below a new directory. */
  static void module(Path sources, Path classes) throws IOException {
    List<String> files = new ArrayList<>();
    for (int i = 0; i < CLASSES; i++) {
      Path file = sources.resolve("dev/example/p" + i / 50 + "/C" + i + ".java");
      Files.createDirectories(file.getParent());
      Files.writeString(file, ordinary(i));
      files.add(file.toString());
    }
    compile(8, classes, files);
  }

  /** The class file with ten {@code @Async} methods, as javac wrote it. */
  static Path ten(Path sources, Path classes) throws IOException {
    StringBuilder text =
        new StringBuilder(
            """
            import static dev.continuo.Continuo.await;
            import static dev.continuo.Continuo.value;
            import static dev.continuo.Continuo.yieldNow;
            import dev.continuo.Awaitable;
            import dev.continuo.Coroutine;
            import dev.continuo.annotation.Async;
            import java.util.ArrayList;
            import java.util.List;
            final class Ten {
            """);
    for (int i = 0; i < 10; i++) {
      text.append(
          """
            @Async
            Coroutine<Integer> method%1$d(List<Awaitable<Integer>> sources, String name, long limit) {
              List<String> seen = new ArrayList<>();
              int sum = %1$d;
              try {
                for (Awaitable<Integer> source : sources) {
                  int n = await(source);
                  if (n > limit) {
                    await(yieldNow());
                    seen.add(name + n);
                    continue;
                  }
                  sum += n * await(method%2$d(sources.subList(1, sources.size()), name, limit - n));
                }
              } catch (IllegalStateException e) {
                seen.add(e.getMessage());
                sum -= seen.size();
              } finally {
                await(yieldNow());
              }
              return value(sum + seen.size());
            }
          """
              .formatted(i, (i + 1) % 10));
    }
    Path file = sources.resolve("Ten.java");
    Files.createDirectories(sources);
    Files.writeString(file, text.append("}\n"));
    compile(17, classes, List.of(file.toString()));
    return classes.resolve("Ten.class");
  }

  /** The class file of a method that awaits as a contestant's plugin must understand it. */
  static Path awaits(String contestant, Path sources, Path classes) throws IOException {
    String method =
        switch (contestant) {
          case "ours" ->
              """
              @dev.continuo.annotation.Async
              dev.continuo.Coroutine<Integer> same(dev.continuo.Awaitable<Integer> one) {
                return dev.continuo.Continuo.value(dev.continuo.Continuo.await(one));
              }
              """;
          case "eaAsync" ->
              """
              CompletableFuture<Integer> same(CompletableFuture<Integer> one) {
                return CompletableFuture.completedFuture(com.ea.async.Async.await(one));
              }
              """;
          case "tascalate" ->
              """
              @net.tascalate.async.async
              CompletionStage<Integer> same(CompletionStage<Integer> one) {
                return net.tascalate.async.CallContext.async(
                    net.tascalate.async.CallContext.await(one));
              }
              """;
          default -> throw new IllegalArgumentException(contestant);
        };
    Path file = sources.resolve("Awaits.java");
    Files.createDirectories(sources);
    Files.writeString(
        file, "import java.util.concurrent.*;\nfinal class Awaits {\n" + method + "}\n");
    compile(8, classes, List.of(file.toString()));
    return classes.resolve("Awaits.class");
  }

  private static String ordinary(int i) {
    StringBuilder text =
        new StringBuilder("package dev.example.p" + i / 50 + ";\nimport java.util.*;\n");
    text.append("public class C")
        .append(i)
        .append(" implements Comparable<C")
        .append(i)
        .append("> {\n");
    text.append("  private final Map<String, List<Integer>> map = new TreeMap<>();\n");
    for (int m = 0; m < 12; m++) {
      text.append(
          """
            public int method%1$d(String name, int count) {
              int sum = %2$d;
              for (int i = 0; i < count; i++) {
                List<Integer> list = map.computeIfAbsent(name + i, any -> new ArrayList<>());
                list.add(i * %1$d);
                sum += list.stream().mapToInt(n -> n + %1$d).sum();
              }
              return sum;
            }
          """
              .formatted(m, i));
    }
    text.append("  public int compareTo(C")
        .append(i)
        .append(" o) { return map.size() - o.map.size(); }\n}\n");
    return text.toString();
  }

  private static void compile(int release, Path classes, List<String> files) throws IOException {
    Files.createDirectories(classes);
    List<String> arguments = new ArrayList<>();
    arguments.addAll(List.of("--release", "" + release, "-proc:none", "-nowarn", "-g"));
    arguments.addAll(List.of("-cp", Commands.jar().toString(), "-d", classes.toString()));
    arguments.addAll(files);
    int status =
        ToolProvider.getSystemJavaCompiler()
            .run(null, null, null, arguments.toArray(new String[0]));
    if (status != 0) {
      throw new IOException("javac ended with " + status);
    }
  }
}

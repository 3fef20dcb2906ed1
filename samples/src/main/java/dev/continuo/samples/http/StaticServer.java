package dev.continuo.samples.http;

import static dev.continuo.Continuo.*;
import static java.time.Duration.ofMillis;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;

/**
 * Serves the files of a folder over HTTP/1.1: {@code ./sample http/static-server docs 8080}.
 *
 * <p>Ranges, conditional requests, pipelining, limits and timeouts: see {@code --help}. Ctrl-C lets
 * the answers that are on their way end first.
 */
class StaticServer {

  private static final String USAGE =
      """
      usage: ./sample http/static-server [OPTIONS] [DIRECTORY] [PORT]
        DIRECTORY                what is served; the current one if it is not given
        PORT                     8080 if it is not given; 0 for any that is free
        --host HOST              the address to listen at; localhost if it is not given
        --no-listing             a folder without index.html is 404
        --max-connections COUNT  more get 503; 1000
        --max-body BYTES         longer request bodies get 413; 1048576
        --header-timeout SECONDS for the header of a request, else 408; 10
        --body-timeout SECONDS   for the body of a request, else 408; 30
        --idle-timeout SECONDS   between two requests; 15
        --stall-timeout SECONDS  for a client that takes nothing of its answer; 20
        --grace SECONDS          for answers on their way when it is told to stop; 5
      """;

  private String host = "localhost";
  private boolean lists = true;
  private Limits limits = Limits.DEFAULT;
  private final List<String> words = new ArrayList<>();

  private void parse(List<String> arguments) {
    Iterator<String> rest = arguments.iterator();
    while (rest.hasNext()) {
      String word = rest.next();
      switch (word) {
        case "--no-listing" -> lists = false;
        case "--host" -> host = valueOf(word, rest);
        case "--max-connections" ->
            limits = limits.withConnections((int) number(word, rest, Integer.MAX_VALUE));
        case "--max-body" -> limits = limits.withBody(number(word, rest, Long.MAX_VALUE));
        case "--header-timeout" -> limits = limits.withHeadTime(seconds(word, rest));
        case "--body-timeout" -> limits = limits.withBodyTime(seconds(word, rest));
        case "--idle-timeout" -> limits = limits.withIdle(seconds(word, rest));
        case "--stall-timeout" -> limits = limits.withStall(seconds(word, rest));
        case "--grace" -> limits = limits.withGrace(seconds(word, rest));
        default -> {
          if (word.startsWith("--")) {
            throw new IllegalArgumentException("there is no option " + word);
          }
          words.add(word);
        }
      }
    }
    if (words.size() > 2) {
      throw new IllegalArgumentException("too many arguments: " + words);
    }
  }

  private static String valueOf(String option, Iterator<String> rest) {
    if (!rest.hasNext()) {
      throw new IllegalArgumentException(option + " needs a value");
    }
    return rest.next();
  }

  private static long number(String option, Iterator<String> rest, long most) {
    return number(option, valueOf(option, rest), most);
  }

  private static long number(String what, String digits, long most) {
    if (!digits.matches("\\d{1,18}") || Long.parseLong(digits) > most) {
      throw new IllegalArgumentException(what + " is a number up to " + most + ", not " + digits);
    }
    return Long.parseLong(digits);
  }

  private static Duration seconds(String option, Iterator<String> rest) {
    String value = valueOf(option, rest);
    if (!value.matches("\\d{1,6}(\\.\\d{1,3})?")) {
      throw new IllegalArgumentException(option + " is a number of seconds, not " + value);
    }
    return ofMillis(Math.round(Double.parseDouble(value) * 1000));
  }

  public static void main(String[] args) {
    if (List.of(args).contains("--help")) {
      System.out.print(USAGE);
      return;
    }
    StaticServer options = new StaticServer();
    Path root;
    int port;
    try {
      options.parse(List.of(args));
      List<String> words = options.words;
      root = Path.of(words.isEmpty() ? "." : words.get(0));
      port = words.size() < 2 ? 8080 : (int) number("the port", words.get(1), 65_535);
      if (!Files.isDirectory(root)) {
        throw new IllegalArgumentException("there is no directory " + root);
      }
    } catch (IllegalArgumentException e) {
      System.err.println(e.getMessage());
      System.err.print(USAGE);
      System.exit(2);
      return;
    }
    try {
      HttpServer server = new HttpServer(root, options.lists, options.limits, System.out);
      run(
          server.serve(
              options.host,
              port,
              listening -> System.out.println("Serving " + root + " at " + listening.addresses())));
    } catch (IOException e) {
      System.err.println(e.getMessage());
      System.exit(1);
    }
  }
}

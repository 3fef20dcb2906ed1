package dev.continuo.samples.patterns;

import static dev.continuo.Continuo.*;
import static java.time.Duration.ofMillis;

import dev.continuo.Coroutine;
import dev.continuo.annotation.Async;
import dev.continuo.sync.MemoryChannel;
import dev.continuo.sync.ReceiveChannel;
import dev.continuo.sync.SendChannel;
import java.util.TreeSet;

/**
 * Reads, parses with three workers, and collects: stages that run side by side, with channels
 * between them.
 *
 * <pre>
 * 12 lines parsed by 3 workers: [1, 4, 9, 16, 25, 36, 49, 64, 81, 100, 121, 144]
 * at most 5 lines on the way to the workers
 * </pre>
 *
 * <p>A stage ends when all ends that send to it are closed; try-with-resources closes them, also
 * when a stage fails. Then the group cancels the other stages. The channels bound how far a fast
 * stage runs ahead.
 */
class Pipeline {

  private int read;
  private int taken;
  private int mostOnTheWay;

  @Async
  private Coroutine<Void> read(SendChannel<String> lines) {
    try (lines) {
      for (int i = 1; i <= 12; i++) {
        read++;
        mostOnTheWay = Math.max(mostOnTheWay, read - taken);
        await(lines.send(String.valueOf(i)));
      }
    }
    return done();
  }

  @Async
  private Coroutine<Void> parse(ReceiveChannel<String> lines, SendChannel<Integer> numbers) {
    try (lines;
        numbers) {
      for (String line : each(lines)) {
        taken++;
        await(sleep(ofMillis(10)));
        int n = Integer.parseInt(line);
        await(numbers.send(n * n));
      }
    }
    return done();
  }

  @Async
  Coroutine<Void> process() {
    MemoryChannel<String> lines = MemoryChannel.of(4);
    MemoryChannel<Integer> numbers = MemoryChannel.of(4);
    TreeSet<Integer> squares = new TreeSet<>();
    try (var stages = taskGroup()) {
      stages.createTask(read(lines.sender()), "reader");
      try (var toParse = lines.receiver();
          var parsed = numbers.sender()) {
        for (int i = 1; i <= 3; i++) {
          stages.createTask(parse(toParse.copy(), parsed.copy()), "parser " + i);
        }
      } // the workers have ends of their own
      for (int n : each(numbers.receiver())) {
        squares.add(n);
      }
    }
    System.out.println(squares.size() + " lines parsed by 3 workers: " + squares);
    System.out.println("at most " + mostOnTheWay + " lines on the way to the workers");
    return done();
  }

  public static void main(String[] args) {
    run(new Pipeline().process());
  }
}

package dev.continuo.samples.streams;

import static dev.continuo.Continuo.*;

import dev.continuo.Generator;
import dev.continuo.annotation.Async;
import java.util.ArrayList;
import java.util.List;

/**
 * The permutations of a word, by a generator that calls itself. Only those that are asked for are
 * made, so the first three of a word of twenty-six letters come at once.
 *
 * <pre>
 * abc
 * acb
 * bac
 * bca
 * cab
 * cba
 * 6 permutations
 * </pre>
 *
 * <p>{@code ./sample streams/permutations WORD COUNT} prints the first COUNT of another word.
 */
class Permutations {

  /** All words that begin with {@code start} and go on with {@code letters} in any order. */
  @Async
  static Generator<String> permutations(String start, List<String> letters) {
    if (letters.isEmpty()) {
      emit(start);
    }
    for (int i = 0; i < letters.size(); i++) {
      List<String> others = new ArrayList<>(letters);
      String next = others.remove(i);
      emitAll(permutations(start + next, others)); // everything that the other generator emits
    }
    return done();
  }

  static Generator<String> permutations(String word) {
    return permutations("", word.codePoints().mapToObj(Character::toString).toList());
  }

  static void print(String word, long most) {
    long count = 0;
    try (Generator<String> permutations = permutations(word)) {
      while (count < most && permutations.hasNext()) {
        System.out.println(permutations.next());
        count++;
      }
    }
    System.out.println(count + (count == 1 ? " permutation" : " permutations"));
  }

  public static void main(String[] args) {
    CommandLine line = new CommandLine("permutations [WORD [COUNT]]", 2, args);
    String word = line.has(0) ? line.text(0) : "abc";
    if (word.isBlank()) {
      throw line.fail("the word is empty");
    }
    if (word.length() > 500) { // the recursion is as deep as the word is long
      throw line.fail("the word is too long: at most 500 letters");
    }
    print(word, line.has(1) ? line.number(1, 1) : Long.MAX_VALUE);
  }
}

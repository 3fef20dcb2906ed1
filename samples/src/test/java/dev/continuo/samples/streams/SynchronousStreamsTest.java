package dev.continuo.samples.streams;

import static org.assertj.core.api.Assertions.assertThat;

import dev.continuo.Generator;
import dev.continuo.samples.Transcript;
import dev.continuo.samples.streams.TreeWalk.Tree;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

/** The generators that need no loop. */
class SynchronousStreamsTest {

  @Test
  void theSixPermutationsOfThreeLetters() throws Exception {
    assertThat(Transcript.ofRealTime(Permutations::main).lines())
        .containsExactly("abc", "acb", "bac", "bca", "cab", "cba", "6 permutations");
  }

  @Test
  void aWordOfOneLetterHasOnePermutation() throws Exception {
    assertThat(Transcript.ofRealTime(args -> Permutations.print("a", 5)).lines())
        .containsExactly("a", "1 permutation");
  }

  @Test
  void onlyThePermutationsThatAreAskedForAreMade() throws Exception {
    String alphabet = "abcdefghijklmnopqrstuvwxyz";
    Transcript t = Transcript.ofRealTime(args -> Permutations.print(alphabet, 3));

    assertThat(t.lines())
        .containsExactly(
            "abcdefghijklmnopqrstuvwxyz",
            "abcdefghijklmnopqrstuvwxzy",
            "abcdefghijklmnopqrstuvwyxz",
            "3 permutations");
  }

  @Test
  void charactersOutsideTheBasicPlaneStayWhole() {
    assertThat(Permutations.permutations("a😀").stream()).containsExactly("a😀", "😀a");
  }

  @Test
  void allPermutationsAreDifferent() {
    List<String> all = Permutations.permutations("continu").stream().toList();

    assertThat(all).hasSize(5040);
    assertThat(all.stream().distinct()).hasSize(5040 / 2); // n stands twice in the word
  }

  @Test
  void aTreeIsWalkedInOrder() throws Exception {
    assertThat(Transcript.ofRealTime(TreeWalk::main).lines())
        .containsExactly(
            "all: 1 3 4 6 7 8 10 13 14",
            "the first above 5: 6",
            "the three smallest: 1 3 4",
            "the same numbers in a tree of another shape: true",
            "the same numbers in a smaller tree: false");
  }

  @Test
  void aTreeOfTheUser() throws Exception {
    Transcript t = Transcript.ofRealTime(args -> TreeWalk.main(new String[] {"5", "2", "-9", "2"}));

    assertThat(t.lines()).containsExactly("all: -9 2 2 5", "the three smallest: -9 2 2");
  }

  @Test
  void aWalkSortsAnyNumbers() {
    int[] numbers = new Random(7).ints(1000, 0, 500).toArray();
    List<Integer> walked = new ArrayList<>();
    try (Generator<Integer> walk = TreeWalk.walk(Tree.of(numbers))) {
      walk.forEachRemaining(walked::add);
    }

    assertThat(walked).hasSize(1000).isSorted();
  }

  @Test
  void anEmptyTreeHasNoNumbers() {
    assertThat(TreeWalk.walk(null).hasNext()).isFalse();
    assertThat(TreeWalk.haveTheSameNumbers(null, Tree.of())).isTrue();
    assertThat(TreeWalk.haveTheSameNumbers(Tree.of(1, 2), Tree.of(1, 3))).isFalse();
  }
}

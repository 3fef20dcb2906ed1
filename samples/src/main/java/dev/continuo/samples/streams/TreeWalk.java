package dev.continuo.samples.streams;

import static dev.continuo.Continuo.*;

import dev.continuo.Generator;
import dev.continuo.annotation.Async;
import java.util.Iterator;
import org.jspecify.annotations.Nullable;

/**
 * Walks through a binary tree from the smallest to the greatest number. The recursion is written
 * down as it is thought, and yet its consumer takes one number at a time and may stop anywhere.
 *
 * <pre>
 * all: 1 3 4 6 7 8 10 13 14
 * the first above 5: 6
 * the three smallest: 1 3 4
 * the same numbers in a tree of another shape: true
 * the same numbers in a smaller tree: false
 * </pre>
 *
 * <p>{@code ./sample streams/tree-walk 5 2 9} does so with other numbers.
 */
class TreeWalk {

  /** A tree; the numbers on its left are smaller than its own, those on its right are not. */
  record Tree(@Nullable Tree left, int number, @Nullable Tree right) {

    static @Nullable Tree of(int... numbers) {
      Tree tree = null;
      for (int number : numbers) {
        tree = with(tree, number);
      }
      return tree;
    }

    private static Tree with(@Nullable Tree tree, int added) {
      if (tree == null) {
        return new Tree(null, added, null);
      }
      return added < tree.number
          ? new Tree(with(tree.left, added), tree.number, tree.right)
          : new Tree(tree.left, tree.number, with(tree.right, added));
    }
  }

  @Async
  static Generator<Integer> walk(@Nullable Tree tree) {
    if (tree != null) {
      emitAll(walk(tree.left()));
      emit(tree.number());
      emitAll(walk(tree.right()));
    }
    return done();
  }

  /** Walks through both trees at the same time, and only as far as they are the same. */
  static boolean haveTheSameNumbers(@Nullable Tree one, @Nullable Tree other) {
    Iterator<Integer> left = walk(one);
    Iterator<Integer> right = walk(other);
    while (left.hasNext() && right.hasNext()) {
      if (!left.next().equals(right.next())) {
        return false;
      }
    }
    return !left.hasNext() && !right.hasNext();
  }

  static void print(int... numbers) {
    Tree tree = Tree.of(numbers);

    System.out.print("all:");
    for (int number : walk(tree)) {
      System.out.print(" " + number);
    }
    System.out.println();

    for (int number : walk(tree)) {
      if (number > 5) {
        System.out.println("the first above 5: " + number);
        break; // the rest of the tree is never visited
      }
    }

    System.out.print("the three smallest:");
    walk(tree).stream().limit(3).forEach(number -> System.out.print(" " + number));
    System.out.println();
  }

  static void compare() {
    Tree tree = Tree.of(8, 3, 10, 1, 6, 14, 4, 7, 13);
    System.out.println(
        "the same numbers in a tree of another shape: "
            + haveTheSameNumbers(tree, Tree.of(1, 3, 4, 6, 7, 8, 10, 13, 14)));
    System.out.println(
        "the same numbers in a smaller tree: " + haveTheSameNumbers(tree, Tree.of(8, 3, 10)));
  }

  public static void main(String[] args) {
    CommandLine line = new CommandLine("tree-walk [NUMBER ...]", 100, args);
    if (line.size() == 0) {
      print(8, 3, 10, 1, 6, 14, 4, 7, 13);
      compare();
    } else {
      int[] numbers = new int[line.size()];
      for (int i = 0; i < numbers.length; i++) {
        numbers[i] = line.number(i, Integer.MIN_VALUE);
      }
      print(numbers);
    }
  }
}

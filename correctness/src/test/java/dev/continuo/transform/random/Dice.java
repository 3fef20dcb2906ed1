package dev.continuo.transform.random;

import java.util.List;
import java.util.SplittableRandom;
import java.util.function.Supplier;

/** The chances of one program, its fresh names, and how much it may still grow. */
final class Dice {

  private final SplittableRandom random;
  private int names;
  private int budget;

  /**
   * @param budget about how many nodes the program may have
   */
  Dice(long seed, int budget) {
    this.random = new SplittableRandom(seed);
    this.budget = budget;
  }

  /** From 0 to {@code bound - 1}. */
  int below(int bound) {
    return random.nextInt(bound);
  }

  boolean oneIn(int n) {
    return random.nextInt(n) == 0;
  }

  <T> T pick(List<T> choices) {
    return choices.get(random.nextInt(choices.size()));
  }

  String pick(String... choices) {
    return choices[random.nextInt(choices.length)];
  }

  Type type() {
    return pick(List.of(Type.values()));
  }

  String name(String prefix) {
    return prefix + names++;
  }

  /** Makes something that takes no more than {@code share} of the budget. */
  <T> T within(int share, Supplier<T> maker) {
    int before = budget;
    budget = Math.min(before, share);
    int given = budget;
    T made = maker.get();
    budget = before - (given - budget);
    return made;
  }

  /** Takes one node from the budget; false if nothing is left. */
  boolean grow() {
    if (budget <= 0) {
      return false;
    }
    budget--;
    return true;
  }
}

package dev.continuo.transform.random;

import dev.continuo.transform.random.Node.Block;
import dev.continuo.transform.random.Node.Clauses;
import dev.continuo.transform.random.Node.Expression;
import dev.continuo.transform.random.Node.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/**
 * Makes a program smaller for as long as it keeps failing. Greedy, as in delta debugging: what can
 * go is tried largest first, the first smaller program that still fails is taken, and so on until
 * no step is left. A step takes statements or clauses away, puts the statements of a block in the
 * place of the statement around it, or puts a literal or a part of an expression in its place.
 * Every step makes the tree smaller, or an expression simpler, so this ends.
 */
final class Shrinker {

  private final Predicate<Program> fails;

  /**
   * @param fails whether a program is still of interest; false for one that does not compile
   */
  Shrinker(Predicate<Program> fails) {
    this.fails = fails;
  }

  /** The smallest program that is found. */
  Program shrink(Program program) {
    Program smallest = program;
    boolean smaller = true;
    while (smaller) {
      smaller = false;
      // A step may be possible more than once at the same place, so the place stays when it is.
      for (int place = 0; place < smallest.methods().size(); ) {
        @Nullable Program next = atPlace(smallest, place);
        if (next == null) {
          place++;
        } else {
          smallest = next;
          smaller = true;
        }
      }
    }
    return smallest;
  }

  /** The program after the first step that works at the n-th node in pre-order, or null. */
  private @Nullable Program atPlace(Program program, int place) {
    Node node = find(program.methods(), place);
    for (Node replacement : replacements(node)) {
      Program smaller = program.with(replace(program.methods(), place, replacement));
      if (fails.test(smaller)) {
        return smaller;
      }
    }
    return null;
  }

  private static Node find(Node root, int place) {
    int rest = place;
    if (rest == 0) {
      return root;
    }
    rest--;
    for (Node child : root.children()) {
      int size = child.size();
      if (rest < size) {
        return find(child, rest);
      }
      rest -= size;
    }
    throw new IndexOutOfBoundsException(place);
  }

  private static Node replace(Node root, int place, Node replacement) {
    if (place == 0) {
      return replacement;
    }
    int rest = place - 1;
    List<Node> children = new ArrayList<>(root.children());
    for (int i = 0; i < children.size(); i++) {
      int size = children.get(i).size();
      if (rest < size) {
        children.set(i, replace(children.get(i), rest, replacement));
        return root.with(children);
      }
      rest -= size;
    }
    throw new IndexOutOfBoundsException(place);
  }

  private static List<Node> replacements(Node node) {
    if (node instanceof Block || node instanceof Clauses) {
      return fewer(node);
    }
    if (node instanceof Expression expression) {
      return simpler(expression);
    }
    return List.of();
  }

  /** Runs of children away, long ones first; then one child opened. */
  private static List<Node> fewer(Node node) {
    List<Node> children = node.children();
    List<Node> found = new ArrayList<>();
    for (int length = children.size(); length > 0; length /= 2) {
      for (int from = children.size() - length; from >= 0; from -= length) {
        List<Node> rest = new ArrayList<>(children);
        rest.subList(from, from + length).clear();
        found.add(node.with(rest));
      }
    }
    for (int i = 0; i < children.size(); i++) {
      List<Node> bodies = new ArrayList<>();
      if (children.get(i) instanceof Statement statement) {
        collectBodies(statement, bodies);
      }
      for (Node body : bodies) {
        List<Node> inside = body.children();
        found.add(node.with(opened(children, i, inside)));
        if (inside.size() > 1) { // a lambda's last one is a return, which may not stand outside
          found.add(node.with(opened(children, i, inside.subList(0, inside.size() - 1))));
        }
      }
    }
    return found;
  }

  private static List<Node> opened(List<Node> children, int i, List<Node> inside) {
    List<Node> opened = new ArrayList<>(children);
    opened.remove(i);
    opened.addAll(i, inside);
    return opened;
  }

  /** The blocks of a statement, its clauses and its expressions, but not those inside of blocks. */
  private static void collectBodies(Node node, List<Node> bodies) {
    for (Node child : node.children()) {
      if (child instanceof Block) {
        bodies.add(child);
      } else {
        collectBodies(child, bodies);
      }
    }
  }

  /** The simplest literal, then the parts of the same type, the outer ones first. */
  private static List<Node> simpler(Expression expression) {
    List<String> literals = expression.type().literals();
    List<Node> found = new ArrayList<>();
    if (!expression.form().equals(literals.get(0))) {
      found.add(Expression.of(expression.type(), literals.get(0)));
    }
    collectParts(expression, expression.type(), found);
    return found;
  }

  private static void collectParts(Node node, Type type, List<Node> found) {
    for (Node child : node.children()) {
      if (child instanceof Expression part && part.type() == type) {
        found.add(part);
      }
      collectParts(child, type, found);
    }
  }
}

package dev.continuo.transform.random;

import java.util.List;

/**
 * A part of a program. A node has a form, which is Java text with a {@code #} for each child in
 * order, so that printing knows no construct, and neither does shrinking: that takes children away
 * or puts others in their place, and javac says whether it is still a program.
 */
sealed interface Node {

  /** What stands for the {@code #} of the form, or one after the other. */
  List<Node> children();

  /** The same with other children. */
  Node with(List<Node> children);

  /** How many nodes these are. */
  default int size() {
    int size = 1;
    for (Node child : children()) {
      size += child.size();
    }
    return size;
  }

  /** A value whose static type is exactly {@code type}. */
  record Expression(Type type, String form, List<Node> children) implements Node {

    static Expression of(Type type, String form, Node... children) {
      return new Expression(type, form, List.of(children));
    }

    @Override
    public Expression with(List<Node> others) {
      return new Expression(type, form, others);
    }
  }

  /** A statement, or a clause of one, or a method. */
  record Statement(String form, List<Node> children) implements Node {

    static Statement of(String form, Node... children) {
      return new Statement(form, List.of(children));
    }

    @Override
    public Statement with(List<Node> others) {
      return new Statement(form, others);
    }
  }

  /** Statements in braces; shrinking may take away any of them. */
  record Block(List<Node> children) implements Node {

    @Override
    public Block with(List<Node> others) {
      return new Block(others);
    }
  }

  /** Cases, handlers, resources, methods: as a block, without the braces. */
  record Clauses(List<Node> children) implements Node {

    @Override
    public Clauses with(List<Node> others) {
      return new Clauses(others);
    }
  }
}

package dev.continuo.javac;

import com.sun.source.tree.CompilationUnitTree;
import com.sun.source.tree.ExpressionTree;
import com.sun.source.tree.IdentifierTree;
import com.sun.source.tree.MemberReferenceTree;
import com.sun.source.tree.MemberSelectTree;
import com.sun.source.tree.MethodInvocationTree;
import com.sun.source.tree.MethodTree;
import com.sun.source.tree.NewClassTree;
import com.sun.source.tree.Tree;
import com.sun.source.tree.TryTree;
import com.sun.source.util.SourcePositions;
import com.sun.source.util.TreeScanner;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A place in a source file that a diagnostic may mean.
 *
 * @param kind what is there
 * @param name of the method that is called, referred to or declared; empty for others
 * @param place the tree to print at; of a call, the part before its parentheses, as javac does
 * @param start its first character, as an offset
 * @param firstLine where it starts
 * @param line where its name ends, which is the line that a class file has for a call
 * @param lastLine where it ends
 */
record Spot(
    Kind kind, String name, Tree place, long start, long firstLine, long line, long lastLine) {

  enum Kind {
    CALL,
    CREATION,
    REFERENCE,
    DECLARATION,
    /** A try statement with resources. */
    RESOURCES,
    OTHER
  }

  /** All spots of a source file, in the order in which they start. */
  static List<Spot> in(CompilationUnitTree unit, SourcePositions positions) {
    Collector collector = new Collector(unit, positions);
    collector.scan(unit, null);
    return collector.spots;
  }

  /** Whether the lines of this contain a line. */
  boolean covers(long wanted) {
    return firstLine <= wanted && wanted <= lastLine;
  }

  private static final class Collector extends TreeScanner<@Nullable Void, @Nullable Void> {
    private final List<Spot> spots = new ArrayList<>();
    private final CompilationUnitTree unit;
    private final SourcePositions positions;

    Collector(CompilationUnitTree unit, SourcePositions positions) {
      this.unit = unit;
      this.positions = positions;
    }

    @Override
    public @Nullable Void scan(@Nullable Tree tree, @Nullable Void unused) {
      if (tree != null && tree != unit && positions.getStartPosition(unit, tree) >= 0) {
        collect(tree);
      }
      return super.scan(tree, null);
    }

    private void collect(Tree tree) {
      if (tree instanceof MethodInvocationTree call) {
        ExpressionTree select = call.getMethodSelect();
        add(Kind.CALL, name(select), select, line(end(select)), tree);
      } else if (tree instanceof NewClassTree creation) {
        add(Kind.CREATION, name(creation.getIdentifier()), tree, line(start(tree)), tree);
      } else if (tree instanceof MemberReferenceTree reference) {
        add(Kind.REFERENCE, reference.getName().toString(), tree, line(end(tree)), tree);
      } else if (tree instanceof MethodTree method) {
        add(Kind.DECLARATION, method.getName().toString(), tree, line(start(tree)), tree);
      } else if (tree instanceof TryTree statement && !statement.getResources().isEmpty()) {
        // The close has the line of the block's end.
        add(Kind.RESOURCES, "", tree, line(end(statement.getBlock())), tree);
      } else {
        add(Kind.OTHER, "", tree, line(start(tree)), tree);
      }
    }

    private void add(Kind kind, String name, Tree place, long line, Tree whole) {
      long start = start(whole);
      spots.add(new Spot(kind, name, place, start, line(start), line, line(end(whole))));
    }

    private static String name(Tree tree) {
      if (tree instanceof MemberSelectTree select) {
        return select.getIdentifier().toString();
      }
      return tree instanceof IdentifierTree identifier ? identifier.getName().toString() : "";
    }

    private long start(Tree tree) {
      return positions.getStartPosition(unit, tree);
    }

    private long end(Tree tree) {
      return Math.max(positions.getEndPosition(unit, tree), start(tree));
    }

    private long line(long position) {
      return unit.getLineMap().getLineNumber(position);
    }
  }
}

package dev.continuo.cli;

import dev.continuo.transform.TransformOptions;
import dev.continuo.transform.directory.ClassFilter;
import dev.continuo.transform.directory.DirectoryTransformation;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** What holds for all inputs of one command. */
record Settings(
    List<Path> classPath,
    List<Path> sourcePath,
    ClassFilter filter,
    TransformOptions options,
    boolean failOnMisuse,
    boolean check,
    boolean stripSignatures) {

  /** The transformation of one directory, which sees {@code more} besides the class path. */
  DirectoryTransformation of(Path classes, List<Path> more) {
    List<Path> all = new ArrayList<>(more);
    all.addAll(classPath);
    return new DirectoryTransformation(classes, all, sourcePath, filter, options, failOnMisuse);
  }
}

package dev.continuo.transform.constructs;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.jacoco.core.instr.Instrumenter;
import org.jacoco.core.runtime.IExecutionDataAccessorGenerator;
import org.objectweb.asm.MethodVisitor;
import org.objectweb.asm.Opcodes;

/**
 * JaCoCo's offline instrumentation: a local variable with the probes in every method, and a store
 * to it before every jump. The probes of these classes are counted nowhere.
 */
final class CoverageProbes {

  private static final IExecutionDataAccessorGenerator UNCOUNTED =
      new IExecutionDataAccessorGenerator() {
        @Override
        public int generateDataAccessor(
            long classId, String className, int probeCount, MethodVisitor code) {
          code.visitLdcInsn(probeCount);
          code.visitIntInsn(Opcodes.NEWARRAY, Opcodes.T_BOOLEAN);
          return 1;
        }
      };

  private CoverageProbes() {}

  /** Instruments a class file. */
  static byte[] insert(byte[] classFile) {
    try {
      return new Instrumenter(UNCOUNTED).instrument(classFile, "class");
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Instruments every class file below {@code folder} in place. */
  static void insert(Path folder) {
    Instrumenter instrumenter = new Instrumenter(UNCOUNTED);
    try (Stream<Path> files = Files.walk(folder)) {
      List<Path> classes = files.filter(f -> f.toString().endsWith(".class")).toList();
      for (Path file : classes) {
        Files.write(file, instrumenter.instrument(Files.readAllBytes(file), file.toString()));
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}

package dev.continuo.transform.verify;

import dev.continuo.transform.GeneratedClass;
import dev.continuo.transform.TransformException;
import dev.continuo.transform.classfile.Hierarchy;
import dev.continuo.transform.emit.HostRewriter;
import java.util.Set;
import org.objectweb.asm.ClassReader;
import org.objectweb.asm.tree.ClassNode;
import org.objectweb.asm.tree.MethodNode;
import org.objectweb.asm.tree.analysis.AnalyzerException;

/**
 * Checks what a transformation wrote before anybody sees it: the kinds of all operands with {@link
 * OperandVerifier}, the stack map frames and reference types with {@link FrameVerifier}. So a
 * defect of the transformer fails the build, not the program.
 */
public final class OutputVerifier {

  private OutputVerifier() {}

  /**
   * Checks the methods that a transformation wrote.
   *
   * @param output the class files
   * @param written name and descriptor of the methods of the host that were written
   * @param hierarchy where supertypes are looked up
   * @param location where the class came from
   * @throws TransformException naming class, method and instruction
   */
  public static void verify(
      HostRewriter.Output output, Set<String> written, Hierarchy hierarchy, String location) {
    verify(parse(output.host().bytes()), written, hierarchy, location);
    for (GeneratedClass generated : output.coroutines()) {
      ClassNode node = parse(generated.bytes());
      for (MethodNode method : node.methods) {
        verify(node, method, hierarchy, location);
      }
    }
  }

  /**
   * Checks some methods of a class.
   *
   * @param host the class
   * @param wanted name and descriptor of the methods
   * @param hierarchy where supertypes are looked up
   * @param location where the class came from
   * @throws TransformException naming class, method and instruction
   */
  public static void verify(
      ClassNode host, Set<String> wanted, Hierarchy hierarchy, String location) {
    for (MethodNode method : host.methods) {
      if (wanted.contains(method.name + method.desc)) {
        verify(host, method, hierarchy, location);
      }
    }
  }

  private static ClassNode parse(byte[] bytes) {
    ClassNode node = new ClassNode();
    new ClassReader(bytes).accept(node, ClassReader.EXPAND_FRAMES);
    return node;
  }

  private static void verify(
      ClassNode owner, MethodNode method, Hierarchy hierarchy, String location) {
    try {
      new OperandVerifier(owner.name, method).verify();
      if (!method.name.equals("<init>")) {
        new FrameVerifier(owner.name, method, hierarchy).verify();
      }
    } catch (AnalyzerException | RuntimeException e) {
      throw new TransformException(
          "%s.%s%s (%s) does not verify: %s"
              .formatted(
                  owner.name.replace('/', '.'), method.name, method.desc, location, e.getMessage()),
          e);
    }
  }
}

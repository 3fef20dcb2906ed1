package dev.continuo.transform.boundaries;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.URISyntaxException;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import java.util.TreeMap;
import java.util.jar.JarEntry;
import java.util.jar.JarFile;
import org.jspecify.annotations.Nullable;
import org.objectweb.asm.ClassReader;
import org.objectweb.asm.ClassVisitor;
import org.objectweb.asm.ClassWriter;
import org.objectweb.asm.MethodVisitor;
import org.objectweb.asm.Opcodes;
import org.objectweb.asm.commons.JSRInlinerAdapter;

/** The class files of one jar of the class path, by internal name. */
final class Library {

  /** The first class file version with stack map frames. */
  private static final int WITH_FRAMES = Opcodes.V1_6;

  private final String name;
  private final Map<String, byte[]> classes = new TreeMap<>();

  private Library(String name) {
    this.name = name;
  }

  /** The jar that a class comes from. */
  static Library of(Class<?> any) throws IOException {
    Path jar;
    try {
      jar = Path.of(any.getProtectionDomain().getCodeSource().getLocation().toURI());
    } catch (URISyntaxException e) {
      throw new IOException(e);
    }
    Library library = new Library(String.valueOf(jar.getFileName()));
    try (JarFile file = new JarFile(jar.toFile())) {
      for (JarEntry entry : file.stream().toList()) {
        String path = entry.getName();
        if (path.endsWith(".class")
            && !path.startsWith("META-INF/")
            && !path.endsWith("module-info.class")) {
          try (InputStream in = file.getInputStream(entry)) {
            library.classes.put(path.replaceFirst("\\.class$", ""), in.readAllBytes());
          }
        }
      }
    }
    return library;
  }

  String name() {
    return name;
  }

  /** The class files as they are in the jar. */
  Map<String, byte[]> classes() {
    return classes;
  }

  byte @Nullable [] read(String internalName) {
    return classes.get(internalName);
  }

  /**
   * A class file with stack map frames: those that javac or another compiler wrote, or, where the
   * format is too old for them, ones that are computed.
   */
  byte[] withFrames(byte[] classFile) {
    ClassReader reader = new ClassReader(classFile);
    if (reader.readUnsignedShort(6) >= WITH_FRAMES) {
      return classFile;
    }
    ClassWriter writer = new FrameWriter();
    reader.accept(
        new ClassVisitor(Opcodes.ASM9, writer) {
          @Override
          public void visit(
              int version,
              int access,
              String type,
              @Nullable String signature,
              @Nullable String superName,
              String @Nullable [] interfaces) {
            super.visit(Opcodes.V11, access, type, signature, superName, interfaces);
          }

          @Override
          public MethodVisitor visitMethod(
              int access,
              String method,
              String descriptor,
              @Nullable String signature,
              String @Nullable [] exceptions) {
            return new JSRInlinerAdapter(
                super.visitMethod(access, method, descriptor, signature, exceptions),
                access,
                method,
                descriptor,
                signature,
                exceptions);
          }
        },
        ClassReader.SKIP_FRAMES);
    return writer.toByteArray();
  }

  /** Looks supertypes up in this jar, then on the class path. */
  private final class FrameWriter extends ClassWriter {
    private final Map<String, String> superclasses = new HashMap<>();

    FrameWriter() {
      super(COMPUTE_FRAMES);
    }

    @Override
    protected String getCommonSuperClass(String one, String other) {
      String candidate = one;
      while (!candidate.equals("java/lang/Object")) {
        for (String type = other;
            !type.equals("java/lang/Object");
            type = superclasses.computeIfAbsent(type, this::superclass)) {
          if (type.equals(candidate)) {
            return candidate;
          }
        }
        candidate = superclasses.computeIfAbsent(candidate, this::superclass);
      }
      return candidate;
    }

    private String superclass(String type) {
      try {
        byte[] known = read(type);
        ClassReader reader = known != null ? new ClassReader(known) : new ClassReader(type);
        boolean isInterface = (reader.getAccess() & Opcodes.ACC_INTERFACE) != 0;
        return isInterface ? "java/lang/Object" : reader.getSuperName();
      } catch (IOException e) {
        throw new UncheckedIOException(e);
      }
    }
  }
}

package dev.continuo.javac;

import dev.continuo.transform.RuntimeNames;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import javax.lang.model.element.Element;
import javax.lang.model.element.ElementKind;
import javax.lang.model.element.ExecutableElement;
import javax.lang.model.element.ModuleElement;
import javax.lang.model.element.TypeElement;
import javax.lang.model.element.VariableElement;
import javax.lang.model.type.ArrayType;
import javax.lang.model.type.DeclaredType;
import javax.lang.model.type.TypeKind;
import javax.lang.model.type.TypeMirror;
import javax.lang.model.util.ElementFilter;
import javax.lang.model.util.Elements;
import javax.lang.model.util.Types;
import net.bytebuddy.dynamic.ClassFileLocator;
import org.jspecify.annotations.Nullable;
import org.objectweb.asm.ClassWriter;
import org.objectweb.asm.MethodVisitor;
import org.objectweb.asm.Opcodes;

/**
 * Answers what classes extend from what javac has read already, whatever its class path, module
 * path, release or file manager is: the API does not say where these are. For a class that javac
 * knows, it makes a class file with the supertypes and the {@code @Blocking} methods, which is all
 * that the transformer wants of other classes.
 *
 * <p>Where classes are written there may also be coroutine classes, of which javac knows nothing;
 * those files themselves are read.
 */
final class SymbolLocator implements ClassFileLocator {

  private final Elements elements;
  private final Types types;
  private final @Nullable ModuleElement module;

  /** The folders that classes were written to, by package. */
  private final Map<String, Path> folders = new HashMap<>();

  SymbolLocator(Elements elements, Types types, WrittenFiles.OfModule written) {
    this.elements = elements;
    this.types = types;
    this.module = written.module();
    written.written().files().forEach((name, file) -> folders.put(packageOf(name), file));
  }

  @Override
  public Resolution locate(String name) throws IOException {
    Path sibling = folders.get(packageOf(name));
    if (sibling != null) {
      Path file = sibling.resolveSibling(name.substring(name.lastIndexOf('.') + 1) + ".class");
      if (Files.isRegularFile(file)) {
        return new Resolution.Explicit(Files.readAllBytes(file));
      }
    }
    try {
      TypeElement type = find(name);
      return type == null
          ? new Resolution.Illegal(name)
          : new Resolution.Explicit(outline(type, name));
    } catch (RuntimeException e) {
      // javac throws this for a class file that it cannot read: as if it were missing.
      return new Resolution.Illegal(name);
    }
  }

  @Override
  public void close() {
    // Nothing is open.
  }

  private static String packageOf(String binaryName) {
    return binaryName.substring(0, binaryName.lastIndexOf('.') + 1);
  }

  /** The class of a binary name, in which a dollar may be part of an identifier, or not. */
  private @Nullable TypeElement find(String binaryName) {
    TypeElement topLevel = lookUp(binaryName);
    if (topLevel != null && elements.getBinaryName(topLevel).contentEquals(binaryName)) {
      return topLevel;
    }
    for (int at = binaryName.lastIndexOf('$'); at > 0; at = binaryName.lastIndexOf('$', at - 1)) {
      TypeElement outer = find(binaryName.substring(0, at));
      if (outer != null) {
        for (TypeElement member : ElementFilter.typesIn(outer.getEnclosedElements())) {
          if (elements.getBinaryName(member).contentEquals(binaryName)) {
            return member;
          }
        }
      }
    }
    return null;
  }

  private @Nullable TypeElement lookUp(String name) {
    TypeElement found = module == null ? null : elements.getTypeElement(module, name);
    return found != null ? found : elements.getTypeElement(name);
  }

  private byte[] outline(TypeElement type, String name) {
    boolean isInterface = type.getKind().isInterface();
    ClassWriter writer = new ClassWriter(0);
    writer.visit(
        Opcodes.V11,
        isInterface ? Opcodes.ACC_INTERFACE | Opcodes.ACC_ABSTRACT : Opcodes.ACC_SUPER,
        name.replace('.', '/'),
        null,
        superclass(type),
        type.getInterfaces().stream().map(this::internalName).toArray(String[]::new));
    for (Element member : type.getEnclosedElements()) {
      if (member instanceof ExecutableElement method
          && AsyncCode.isAnnotated(method, AsyncCode.BLOCKING)) {
        boolean isConstructor = method.getKind() == ElementKind.CONSTRUCTOR;
        MethodVisitor visitor =
            writer.visitMethod(
                Opcodes.ACC_ABSTRACT,
                isConstructor ? "<init>" : method.getSimpleName().toString(),
                descriptor(method),
                null,
                null);
        visitor.visitAnnotation(RuntimeNames.BLOCKING_DESCRIPTOR, false).visitEnd();
        visitor.visitEnd();
      }
    }
    writer.visitEnd();
    return writer.toByteArray();
  }

  private @Nullable String superclass(TypeElement type) {
    TypeMirror superclass = type.getSuperclass();
    if (superclass.getKind() != TypeKind.NONE) {
      return internalName(superclass);
    }
    return type.getQualifiedName().contentEquals("java.lang.Object") ? null : "java/lang/Object";
  }

  private String internalName(TypeMirror mirror) {
    // A type that is missing has an element too: its name will not be found, as it should be.
    TypeElement type = (TypeElement) ((DeclaredType) mirror).asElement();
    return elements.getBinaryName(type).toString().replace('.', '/');
  }

  private String descriptor(ExecutableElement method) {
    StringBuilder descriptor = new StringBuilder("(");
    for (VariableElement parameter : method.getParameters()) {
      descriptor.append(descriptor(types.erasure(parameter.asType())));
    }
    return descriptor
        .append(')')
        .append(descriptor(types.erasure(method.getReturnType())))
        .toString();
  }

  private String descriptor(TypeMirror erased) {
    return switch (erased.getKind()) {
      case VOID -> "V";
      case BOOLEAN -> "Z";
      case BYTE -> "B";
      case SHORT -> "S";
      case CHAR -> "C";
      case INT -> "I";
      case LONG -> "J";
      case FLOAT -> "F";
      case DOUBLE -> "D";
      case ARRAY -> "[" + descriptor(((ArrayType) erased).getComponentType());
      default -> "L" + internalName(erased) + ";";
    };
  }
}

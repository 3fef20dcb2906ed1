package dev.continuo.javac;

import javax.lang.model.element.AnnotationMirror;
import javax.lang.model.element.Element;
import javax.lang.model.element.ElementKind;
import javax.lang.model.element.TypeElement;

/** Whether symbols of javac are annotated with what this project knows. */
final class AsyncCode {

  static final String ASYNC = "dev.continuo.annotation.Async";
  static final String BLOCKING = "dev.continuo.annotation.Blocking";
  static final String CONTINUO = "dev.continuo.Continuo";

  private AsyncCode() {}

  /** Whether a class declares an {@code @Async} method. */
  static boolean isIn(TypeElement type) {
    return type.getEnclosedElements().stream()
        .anyMatch(member -> member.getKind() == ElementKind.METHOD && isAnnotated(member, ASYNC));
  }

  /** Whether an element itself carries an annotation of that qualified name. */
  static boolean isAnnotated(Element element, String annotation) {
    for (AnnotationMirror mirror : element.getAnnotationMirrors()) {
      Element type = mirror.getAnnotationType().asElement();
      if (type instanceof TypeElement named && named.getQualifiedName().contentEquals(annotation)) {
        return true;
      }
    }
    return false;
  }
}

plugins {
  application
}

repositories {
  mavenCentral()
}

val continuo = "0.1.0-SNAPSHOT"

dependencies {
  implementation("dev.continuo:async-runtime:$continuo")
  annotationProcessor("dev.continuo:async-javac:$continuo")
  testAnnotationProcessor("dev.continuo:async-javac:$continuo")
}

application {
  mainClass.set("com.example.Hello")
}

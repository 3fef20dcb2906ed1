set -eu
javac -d classes --processor-path lib/async-javac.jar \
  --module-path lib/async-runtime.jar:lib/async-annotations.jar \
  src/main/java/module-info.java src/main/java/com/example/Hello.java
jlink --module-path classes:lib/async-runtime.jar:lib/async-annotations.jar \
  --add-modules com.example.hello --launcher hello=com.example.hello/com.example.Hello \
  --output image
image/bin/hello

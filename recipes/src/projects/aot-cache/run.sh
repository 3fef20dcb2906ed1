set -eu
javac -d classes -processorpath lib/async-javac.jar \
  -cp lib/async-runtime.jar:lib/async-annotations.jar src/main/java/com/example/Hello.java
jar --create --file hello.jar -C classes .
java -XX:AOTCacheOutput=hello.aot \
  -cp hello.jar:lib/async-runtime.jar:lib/async-annotations.jar com.example.Hello
java -XX:AOTCache=hello.aot -Xlog:class+load:file=loaded.txt \
  -cp hello.jar:lib/async-runtime.jar:lib/async-annotations.jar com.example.Hello
grep 'com.example' loaded.txt

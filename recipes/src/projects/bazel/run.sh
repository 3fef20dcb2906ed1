set -eu
bazel build //:hello
java -cp bazel-bin/hello.jar:lib/async-runtime.jar:lib/async-annotations.jar com.example.Hello

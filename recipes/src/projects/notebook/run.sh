set -eu
javac -d classes -cp lib/async-runtime.jar:lib/async-annotations.jar -proc:none \
  src/main/java/com/example/Notebook.java
java -javaagent:lib/async-agent.jar -cp classes:lib/async-runtime.jar:lib/async-annotations.jar \
  com.example.Notebook

set -eu
jshell -R-javaagent:lib/async-agent.jar \
  --class-path lib/async-runtime.jar:lib/async-annotations.jar \
  --startup DEFAULT --startup continuo.jsh session.jsh

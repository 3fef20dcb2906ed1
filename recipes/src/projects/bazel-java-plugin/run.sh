set -eu
bazel run //:hello

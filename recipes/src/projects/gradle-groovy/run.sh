set -eu
gradle run

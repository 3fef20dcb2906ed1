set -eu
sbt run

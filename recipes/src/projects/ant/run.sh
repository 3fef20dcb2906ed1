set -eu
ant compile run
rm -r classes
ant compile-and-transform run

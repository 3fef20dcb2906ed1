set -eu
mvn package
java -jar target/shop-1.jar

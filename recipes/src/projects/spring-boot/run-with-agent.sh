set -eu
mvn package -Dcontinuo.skip
java -javaagent:lib/async-agent.jar -jar target/shop-1.jar

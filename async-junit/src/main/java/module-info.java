/** JUnit Jupiter tests that await, in virtual time and in every order. */
module dev.continuo.junit {
  requires transitive dev.continuo.runtime;
  requires transitive org.junit.jupiter.api;
  requires java.management;
  requires static org.jspecify;

  exports dev.continuo.junit;

  opens dev.continuo.junit to
      org.junit.platform.commons;
}

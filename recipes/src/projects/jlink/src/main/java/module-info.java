module com.example.hello {
  requires dev.continuo.runtime;
}

/** The application: exports and opens nothing. */
module app {
  requires shop;

  uses dev.shop.Till.Greeter;
}

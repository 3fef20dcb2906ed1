package dev.continuo.samples.shop;

/** There is none left. */
class SoldOutException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  SoldOutException(String item) {
    super(item + " is sold out");
  }
}

package dev.continuo.samples.radio.measure;

final class RdsSample {
  static byte[] bits() {
    return new byte[104];
  }
}

package dev.continuo.samples.radio.picture;

/** The discrete Fourier transform of a power of two of complex values (Cooley and Tukey). */
final class Fourier {

  private final int size;
  private final float[] cosine;
  private final float[] sine;

  Fourier(int size) {
    if (Integer.bitCount(size) != 1) {
      throw new IllegalArgumentException(size + " is no power of two");
    }
    this.size = size;
    this.cosine = new float[size / 2];
    this.sine = new float[size / 2];
    for (int i = 0; i < size / 2; i++) {
      cosine[i] = (float) Math.cos(2 * Math.PI * i / size);
      sine[i] = (float) -Math.sin(2 * Math.PI * i / size);
    }
  }

  /** Transforms in place. */
  void transform(float[] re, float[] im) {
    reorder(re, im);
    for (int half = 1; half < size; half *= 2) {
      int stride = size / (2 * half);
      for (int start = 0; start < size; start += 2 * half) {
        for (int k = 0; k < half; k++) {
          int low = start + k;
          int high = low + half;
          float c = cosine[k * stride];
          float s = sine[k * stride];
          float turnedRe = re[high] * c - im[high] * s;
          float turnedIm = re[high] * s + im[high] * c;
          re[high] = re[low] - turnedRe;
          im[high] = im[low] - turnedIm;
          re[low] += turnedRe;
          im[low] += turnedIm;
        }
      }
    }
  }

  /** Each value to the place whose number has the same bits backwards. */
  private void reorder(float[] re, float[] im) {
    int shift = Integer.numberOfLeadingZeros(size) + 1;
    for (int i = 0; i < size; i++) {
      int j = size == 1 ? 0 : Integer.reverse(i) >>> shift;
      if (i < j) {
        float swap = re[i];
        re[i] = re[j];
        re[j] = swap;
        swap = im[i];
        im[i] = im[j];
        im[j] = swap;
      }
    }
  }
}

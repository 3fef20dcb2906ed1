package dev.continuo.samples.radio.picture;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import dev.continuo.samples.radio.source.IqBlock;
import java.awt.image.BufferedImage;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Random;
import java.util.stream.Stream;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The pictures show what was put in. */
class PicturesTest {

  private static final int RATE = 1_024_000;
  private static final int LEFT = 40; // of the scale

  @TempDir private Path folder = Path.of("");

  /** A tone of full scale so many Hz from the centre. */
  private static IqBlock tone(double hertz, int samples, double amplitude) {
    float[] iq = new float[2 * samples];
    for (int i = 0; i < samples; i++) {
      double turn = 2 * Math.PI * hertz * i / RATE;
      iq[2 * i] = (float) (amplitude * Math.cos(turn));
      iq[2 * i + 1] = (float) (amplitude * Math.sin(turn));
    }
    return new IqBlock(iq, samples, 0, 0);
  }

  private static int brightness(int rgb) {
    return ((rgb >> 16) & 255) + ((rgb >> 8) & 255) + (rgb & 255);
  }

  @Test
  void theTransformFindsToneAndLevel() {
    PowerSpectrum spectrum = new PowerSpectrum();
    spectrum.add(tone(100_000, 1024, 0.1).iq(), 0);
    float[] decibels = spectrum.take();
    assertThat(decibels[512 + 100]).isCloseTo(-20, within(0.01f));
    assertThat(decibels[512 - 100]).isLessThan(-100);
    assertThat(decibels[0]).isLessThan(-100);
  }

  private BufferedImage drawn(Picture picture) throws IOException {
    Path file = folder.resolve("picture.png");
    picture.write(file);
    try (Stream<Path> files = Files.list(folder)) {
      assertThat(files).containsExactly(file);
    }
    return ImageIO.read(file.toFile());
  }

  @Test
  void theSpectrumHasItsPeakWhereTheStationIs() throws IOException {
    SpectrumPicture picture = new SpectrumPicture(92_450_000, RATE);
    picture.add(tone(200_000, 8192, 0.9));
    BufferedImage image = drawn(picture);
    int highest = Integer.MAX_VALUE;
    int place = 0;
    for (int x = LEFT; x < LEFT + 1024; x++) {
      int y = 0;
      while (brightness(image.getRGB(x, y)) < 500) { // the line
        y++;
      }
      if (y < highest) {
        highest = y;
        place = x;
      }
    }
    assertThat(place - LEFT).isCloseTo(512 + 200, within(2));
  }

  @Test
  void theWaterfallIsBrightWhereAndWhenTheStationIs() throws IOException {
    WaterfallPicture picture = new WaterfallPicture(92_450_000, RATE);
    int row = RATE / 50;
    for (int i = 0; i < 40; i++) {
      picture.add(i < 20 ? tone(-300_000, row, 0.5) : tone(300_000, row, 0.5));
    }
    BufferedImage image = drawn(picture);
    assertThat(brightness(image.getRGB(LEFT + 212, 8 + 5))).isGreaterThan(600);
    assertThat(brightness(image.getRGB(LEFT + 812, 8 + 5))).isLessThan(100);
    assertThat(brightness(image.getRGB(LEFT + 212, 8 + 35))).isLessThan(100);
    assertThat(brightness(image.getRGB(LEFT + 812, 8 + 35))).isGreaterThan(600);
  }

  @Test
  void aLongWaterfallKeepsItsSize() throws IOException {
    WaterfallPicture picture = new WaterfallPicture(0, RATE);
    IqBlock block = tone(0, RATE / 50, 0.5);
    for (int i = 0; i < 2500; i++) {
      picture.add(block);
    }
    assertThat(drawn(picture).getHeight()).isBetween(500, 1034);
  }

  @Test
  void theConstellationHasTwoSpots() throws IOException {
    ConstellationPicture picture = new ConstellationPicture();
    Random random = new Random(1);
    for (int i = 0; i < 3000; i++) {
      float side = random.nextBoolean() ? 0.01f : -0.01f;
      picture.add(side, (float) random.nextGaussian() * 0.0005f);
    }
    picture.add(Float.NaN, 0);
    Path file = folder.resolve("rds.png");
    picture.write(file);
    BufferedImage image = ImageIO.read(file.toFile());
    assertThat(brightness(image.getRGB(300, 200))).isGreaterThan(600);
    assertThat(brightness(image.getRGB(100, 200))).isGreaterThan(600);
    assertThat(brightness(image.getRGB(250, 260))).isLessThan(100);
  }

  @Test
  void nothingCollectedIsAPictureTooAndNoDirectoryIsAnError() throws IOException {
    assertThat(drawn(new SpectrumPicture(0, RATE)).getWidth()).isGreaterThan(1024);
    assertThatThrownBy(() -> new WaterfallPicture(0, RATE).write(folder.resolve("no/such.png")))
        .isInstanceOf(IOException.class)
        .hasMessageContaining("there is no directory");
  }
}

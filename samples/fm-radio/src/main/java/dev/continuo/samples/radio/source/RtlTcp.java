package dev.continuo.samples.radio.source;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Optional;

/**
 * The protocol of rtl_tcp, the network server of the common USB receivers.
 *
 * <pre>
 *   server → client   "RTL0"  u32 tuner  u32 gains   then I Q I Q I Q …, unsigned bytes, no frames
 *   client → server   u8 command  u32 value          again and again; no replies
 * </pre>
 *
 * <p>Numbers are big-endian. A read of samples may end within a pair.
 */
public final class RtlTcp {

  /** The port that the server listens at unless told otherwise. */
  public static final int PORT = 1234;

  /** The size of the greeting. */
  public static final int GREETING_BYTES = 12;

  /** The size of a command. */
  public static final int COMMAND_BYTES = 5;

  /** What the demodulator chip can do, in words. */
  public static final String RATES =
      "the receiver can do 225,001 to 300,000 and 900,001 to 3,200,000 samples a second";

  private static final byte[] MAGIC = "RTL0".getBytes(StandardCharsets.US_ASCII);

  private RtlTcp() {}

  /**
   * Whether the chip can do that rate. A server does not answer when it cannot: rtl_tcp goes on
   * with the rate that it had.
   *
   * @param rate samples a second
   * @return true for 225,001 to 300,000 and 900,001 to 3,200,000
   */
  public static boolean isRate(long rate) {
    return (rate > 225_000 && rate <= 300_000) || (rate > 900_000 && rate <= 3_200_000);
  }

  /**
   * Refuses a rate that the chip cannot do.
   *
   * @param rate samples a second
   * @throws IllegalArgumentException if {@link #isRate} is false
   */
  public static void checkRate(int rate) {
    if (!isRate(rate)) {
      throw new IllegalArgumentException(rate + " samples a second: " + RATES);
    }
  }

  /** What a client can ask for. */
  public enum Command {
    /** The centre of the band, in Hz. */
    FREQUENCY(0x01),
    /** Samples a second. */
    SAMPLE_RATE(0x02),
    /** 0: the tuner chooses the gain; 1: {@link #GAIN} does. */
    GAIN_MODE(0x03),
    /** The tuner's gain in 0.1 dB. */
    GAIN(0x04),
    /** The correction of the crystal in parts per million, signed. */
    PPM(0x05),
    /** The gain of one intermediate stage: its number in the upper half, 0.1 dB in the lower. */
    IF_GAIN(0x06),
    /** 1: a counter instead of samples. */
    TEST_MODE(0x07),
    /** 1: the demodulator chip's own gain control. */
    AGC(0x08),
    /** 1, 2: the I or Q input without the tuner. */
    DIRECT_SAMPLING(0x09),
    /** 1: the tuner is tuned beside the station. */
    OFFSET_TUNING(0x0a),
    /** The demodulator chip's crystal in Hz. */
    RTL_CRYSTAL(0x0b),
    /** The tuner's crystal in Hz. */
    TUNER_CRYSTAL(0x0c),
    /** The tuner's gain by its place in the list of gains. */
    GAIN_BY_INDEX(0x0d),
    /** 1: power for an amplifier at the antenna. */
    BIAS_TEE(0x0e);

    private final int id;

    Command(int id) {
      this.id = id;
    }

    /**
     * The byte that names it.
     *
     * @return 1 to 14
     */
    public int id() {
      return id;
    }

    /**
     * The command with a value.
     *
     * @param value 32 bits
     * @return five bytes
     */
    public byte[] withValue(int value) {
      return ByteBuffer.allocate(COMMAND_BYTES).put((byte) id).putInt(value).array();
    }

    /**
     * The command of that name.
     *
     * @param id the first byte
     * @return the command, if there is one
     */
    public static Optional<Command> of(int id) {
      for (Command command : values()) {
        if (command.id == id) {
          return Optional.of(command);
        }
      }
      return Optional.empty();
    }
  }

  /**
   * What the server says first.
   *
   * @param tuner the type of its tuner; 5 is the R820T
   * @param gains how many gains that tuner has
   */
  public record Greeting(int tuner, int gains) {

    /** A receiver with an R820T. */
    public static final Greeting R820T = new Greeting(5, 29);

    /**
     * As it is sent.
     *
     * @return twelve bytes
     */
    public byte[] bytes() {
      return ByteBuffer.allocate(GREETING_BYTES).put(MAGIC).putInt(tuner).putInt(gains).array();
    }

    /**
     * Reads a greeting.
     *
     * @param bytes twelve of them
     * @return the greeting, if it is one
     */
    public static Optional<Greeting> of(byte[] bytes) {
      ByteBuffer in = ByteBuffer.wrap(bytes);
      for (byte each : MAGIC) {
        if (in.get() != each) {
          return Optional.empty();
        }
      }
      return Optional.of(new Greeting(in.getInt(), in.getInt()));
    }

    /**
     * The tuner's name.
     *
     * @return as its maker calls it
     */
    public String tunerName() {
      return switch (tuner) {
        case 1 -> "E4000";
        case 2 -> "FC0012";
        case 3 -> "FC0013";
        case 4 -> "FC2580";
        case 5 -> "R820T";
        case 6 -> "R828D";
        default -> "tuner " + tuner;
      };
    }
  }
}

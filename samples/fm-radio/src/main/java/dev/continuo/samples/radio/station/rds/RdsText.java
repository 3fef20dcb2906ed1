package dev.continuo.samples.radio.station.rds;

/** The characters of RDS: the table that IEC 62106 calls the basic character set. */
final class RdsText {

  /** From 0x80 on, sixteen to the row. */
  private static final String UPPER =
      "áàéèíìóòúùÑÇŞß¡Ĳ"
          + "âäêëîïôöûüñçşǧıĳ"
          + "ªα©‰Ǧěňőπ€£$←↑→↓"
          + "º¹²³±İńűµ¿÷°¼½¾§"
          + "ÁÀÉÈÍÌÓÒÚÙŘČŠŽĐĿ"
          + "ÂÄÊËÎÏÔÖÛÜřčšžđŀ"
          + "ÃÅÆŒŷÝÕØÞŊŔĆŚŹŦð"
          + "ãåæœŵýõøþŋŕćśźŧ ";

  private RdsText() {}

  /**
   * The codes of a text.
   *
   * @throws IllegalArgumentException if RDS has no code for a character
   */
  static int[] codes(String text) {
    return text.chars().map(c -> code((char) c, text)).toArray();
  }

  private static int code(char c, String text) {
    int upper = c == ' ' ? -1 : UPPER.indexOf(c);
    if (upper >= 0) {
      return 0x80 + upper;
    }
    boolean same = c >= ' ' && c < 0x7e && c != '$' && c != '^' && c != '`';
    if (!same) {
      throw new IllegalArgumentException("RDS has no character '" + c + "' (in \"" + text + "\")");
    }
    return c;
  }
}

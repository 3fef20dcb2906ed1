package dev.continuo.samples.radio.rds;

/** The characters of PS and RadioText: IEC 62106, annex E, table E.1 (basic set). */
final class CharacterSet {
  private static final char FIRST = 0x20;

  /** From 0x20 on, 16 in a row. */
  private static final String TABLE =
      " !\"#¤%&'()*+,-./"
          + "0123456789:;<=>?"
          + "@ABCDEFGHIJKLMNO"
          + "PQRSTUVWXYZ[\\]―_"
          + "‖abcdefghijklmno"
          + "pqrstuvwxyz{|}¯ "
          + "áàéèíìóòúùÑÇŞß¡Ĳ"
          + "âäêëîïôöûüñçşǧıĳ"
          + "ªα©‰Ǧěňőπ€£$←↑→↓"
          + "º¹²³±İńűµ¿÷°¼½¾§"
          + "ÁÀÉÈÍÌÓÒÚÙŘČŠŽĐĿ"
          + "ÂÄÊËÎÏÔÖÛÜřčšžđŀ"
          + "ÃÅÆŒŷÝÕØÞŊŔĆŚŹŦð"
          + "ãåæœŵýõøþŋŕćśźŧ ";

  private CharacterSet() {}

  /** The character of a code; a control code is shown as a space. */
  static char character(int code) {
    return code < FIRST ? ' ' : TABLE.charAt(code - FIRST);
  }
}

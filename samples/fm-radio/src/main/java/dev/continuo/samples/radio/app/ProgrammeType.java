package dev.continuo.samples.radio.app;

import java.util.List;

/** The names that IEC 62106 gives to the programme types. */
final class ProgrammeType {

  private static final List<String> NAMES =
      List.of(
          "no type",
          "News",
          "Current affairs",
          "Information",
          "Sport",
          "Education",
          "Drama",
          "Culture",
          "Science",
          "Varied",
          "Pop music",
          "Rock music",
          "Easy listening",
          "Light classical",
          "Serious classical",
          "Other music",
          "Weather",
          "Finance",
          "Children's programmes",
          "Social affairs",
          "Religion",
          "Phone in",
          "Travel",
          "Leisure",
          "Jazz music",
          "Country music",
          "National music",
          "Oldies music",
          "Folk music",
          "Documentary",
          "Alarm test",
          "Alarm");

  private ProgrammeType() {}

  static String name(int type) {
    return NAMES.get(type);
  }
}

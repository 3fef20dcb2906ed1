package dev.continuo.samples.http;

import static java.time.Duration.ofSeconds;

import java.time.Duration;

/**
 * What one client may take. Immutable; each method gives a changed copy.
 *
 * @param uri the longest request line, in bytes (414)
 * @param header all header lines together, in bytes (431)
 * @param fields how many header lines (431)
 * @param body the longest request body, in bytes, which is read and dropped (413)
 * @param headTime how long a request may take from its first byte to the end of its header (408)
 * @param bodyTime how long its body may take (408)
 * @param idle how long a connection stays open between requests
 * @param stall how long a client may take nothing of its answer
 * @param grace how long answers that are on their way may take after the server was told to stop
 * @param connections how many at the same time; more get 503
 */
record Limits(
    int uri,
    int header,
    int fields,
    long body,
    Duration headTime,
    Duration bodyTime,
    Duration idle,
    Duration stall,
    Duration grace,
    int connections) {

  static final Limits DEFAULT =
      new Limits(
          8_000,
          16_384,
          100,
          1 << 20,
          ofSeconds(10),
          ofSeconds(30),
          ofSeconds(15),
          ofSeconds(20),
          ofSeconds(5),
          1_000);

  Limits withBody(long bytes) {
    return new Limits(
        uri, header, fields, bytes, headTime, bodyTime, idle, stall, grace, connections);
  }

  Limits withHeadTime(Duration time) {
    return new Limits(uri, header, fields, body, time, bodyTime, idle, stall, grace, connections);
  }

  Limits withBodyTime(Duration time) {
    return new Limits(uri, header, fields, body, headTime, time, idle, stall, grace, connections);
  }

  Limits withIdle(Duration time) {
    return new Limits(
        uri, header, fields, body, headTime, bodyTime, time, stall, grace, connections);
  }

  Limits withStall(Duration time) {
    return new Limits(
        uri, header, fields, body, headTime, bodyTime, idle, time, grace, connections);
  }

  Limits withGrace(Duration time) {
    return new Limits(
        uri, header, fields, body, headTime, bodyTime, idle, stall, time, connections);
  }

  Limits withConnections(int count) {
    return new Limits(uri, header, fields, body, headTime, bodyTime, idle, stall, grace, count);
  }
}

/**
 * The sending side of RDS (IEC 62106): groups with their checkwords, the order in which a station
 * sends them, and the signal that goes into the multiplex.
 */
@NullMarked
package dev.continuo.samples.radio.station.rds;

import org.jspecify.annotations.NullMarked;

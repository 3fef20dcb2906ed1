/**
 * The Radio Data System of IEC 62106: from the soft bits of the 57 kHz subcarrier to what a station
 * tells of itself, {@link dev.continuo.samples.radio.rds.RdsState}.
 */
@NullMarked
package dev.continuo.samples.radio.rds;

import org.jspecify.annotations.NullMarked;

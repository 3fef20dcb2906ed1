/**
 * A band of FM stations that exists only as numbers, and the receiver that hears it. The way of the
 * signal, a class for each step:
 *
 * <pre>
 *   Programme (left, right) ──▶ Multiplex (sum, pilot, difference, RDS) ──▶ Carrier (FM) ──▶ SimulatedReceiver
 *                                     ▲                                                    (noise, faults, bytes)
 *                               rds.RdsModulator
 * </pre>
 *
 * <p>{@link dev.continuo.samples.radio.source.RtlTcpServer} serves it to this program and to
 * others.
 */
@NullMarked
package dev.continuo.samples.radio.station;

import org.jspecify.annotations.NullMarked;

"""Writes a recording of two weather sensors, as 8-bit samples: ook.py FILE RATE

The packets follow rtl_433's descriptions of the sensors: on and off of a carrier, 30 kHz beside the
centre, a little above the noise of an 8-bit receiver.
"""
import sys

import numpy

RATE = int(sys.argv[2])
BESIDE = 30_000  # Hz
LOUD = 60  # of 127
NOISE = 1.0

# Fine Offset WH2: a 1 is a short pulse, a 0 a long one; the last byte is a CRC.
WH2_ID = 0xA7
WH2_TENTHS = 234
WH2_HUMIDITY = 56

# Nexus: a 1 is a long gap, a 0 a short one; no checksum, but the same row twelve times.
NEXUS_ID = 0x9B
NEXUS_TENTHS = -57
NEXUS_HUMIDITY = 81


def crc8(data):
    """x^8 + x^5 + x^4 + 1, as WH2 has it."""
    rest = 0
    for byte in data:
        rest ^= byte
        for _ in range(8):
            rest = (rest << 1 ^ (0x31 if rest & 0x80 else 0)) & 0xFF
    return rest


def bits(value, count):
    return [value >> i & 1 for i in reversed(range(count))]


def wh2():
    """Pulses and gaps in microseconds."""
    body = 0x4 << 28 | WH2_ID << 20 | WH2_TENTHS << 8 | WH2_HUMIDITY
    packet = [1] * 8 + bits(body, 32) + bits(crc8(body.to_bytes(4, "big")), 8)
    pulses = [(500 if bit else 1500, 1000) for bit in packet]
    return pulses + [(0, 30_000)] + pulses


def nexus():
    flags = 0b1001  # the battery is fine; channel 2
    row = bits(NEXUS_ID, 8) + bits(flags, 4) + bits(NEXUS_TENTHS & 0xFFF, 12)
    row += bits(0xF, 4) + bits(NEXUS_HUMIDITY, 8)
    once = [(500, 2000 if bit else 1000) for bit in row] + [(500, 4000)]
    return once * 12


def envelope(packet):
    parts = []
    for pulse, gap in packet:
        parts += [numpy.ones(pulse * RATE // 1_000_000), numpy.zeros(gap * RATE // 1_000_000)]
    return numpy.concatenate(parts)


silence = numpy.zeros(RATE // 2)
power = numpy.concatenate([silence, envelope(wh2()), silence, envelope(nexus()), silence])
turns = numpy.arange(power.size) * (BESIDE / RATE)
random = numpy.random.default_rng(433)
iq = numpy.empty(2 * power.size)
iq[0::2] = LOUD * power * numpy.cos(2 * numpy.pi * turns)
iq[1::2] = LOUD * power * numpy.sin(2 * numpy.pi * turns)
iq += random.normal(0, NOISE, iq.size) + 127.4
numpy.clip(numpy.round(iq), 0, 255).astype(numpy.uint8).tofile(sys.argv[1])

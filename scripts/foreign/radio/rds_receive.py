"""Reads a recording's RDS with gr-rds, and compares it with what was sent and with what our receiver
has printed: rds_receive.py RECORDING RATE OFFSET OURS.txt PI NAME TEXT
"""
import math
import os
import re
import sys

os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")  # the module brings a panel along

import pmt
import rds
from gnuradio import analog, blocks, digital, filter, gr
from gnuradio.filter import firdes

from channel import QUAD_RATE, channel

SYMBOL_RATE = 1187.5
PER_SYMBOL = 16
RATE = 19_000  # PER_SYMBOL * SYMBOL_RATE
LEAST_OURS = 0.95  # of the groups that were sent
LEAST_THEIRS = 0.85  # gr-rds misses one to four seconds, of the same kind of signal

# What gr-rds's parser tells, by number.
PI, NAME, TYPE, FLAGS, TEXT, CLOCK = range(6)


def matched():
    """A symbol is a pulse and, half a symbol later, its opposite."""
    pulse = firdes.root_raised_cosine(1, RATE, 2 * SYMBOL_RATE, 1, 151)
    half = PER_SYMBOL // 2
    padded = [0.0] * half + list(pulse) + [0.0] * half
    return [padded[i + half] - padded[i] for i in range(len(pulse) + half)]


def receive(recording, rate, offset):
    """The groups as bytes and the letters of their offset words; and the last of what they tell."""
    bpsk = digital.constellation_bpsk().base()
    steps = channel(recording, rate, offset) + [
        analog.quadrature_demod_cf(QUAD_RATE / (2 * math.pi * 75_000)),
        filter.freq_xlating_fir_filter_fcc(
            10, firdes.low_pass(1, QUAD_RATE, 7_500, 5_000), 57_000, QUAD_RATE),
        filter.rational_resampler_ccc(interpolation=19, decimation=24),
        filter.fir_filter_ccc(1, matched()),
        analog.agc_cc(2e-3, 0.585, 53),
        digital.symbol_sync_cc(
            digital.TED_ZERO_CROSSING, PER_SYMBOL, 0.01, 1.0, 1.0, 0.1, 1, bpsk),
        digital.constellation_receiver_cb(bpsk, 2 * math.pi / 100, -0.002, 0.002),
        digital.diff_decoder_bb(2),
    ]
    decoder, parser = rds.decoder(False, False), rds.parser(False, False, 0)
    groups, told = blocks.message_debug(), blocks.message_debug()
    flow = gr.top_block()
    flow.connect(*steps, decoder)
    flow.msg_connect((decoder, "out"), (parser, "in"))
    flow.msg_connect((decoder, "out"), (groups, "store"))
    flow.msg_connect((parser, "out"), (told, "store"))
    flow.run()
    facts = {}
    for i in range(told.num_messages()):
        kind, value = pmt.to_python(told.get_message(i))
        facts[kind] = value
    found = [bytes(pmt.u8vector_elements(pmt.cdr(groups.get_message(i))))
             for i in range(groups.num_messages())]
    return found, facts


def said(name):
    """What our receiver knew in the end: name, PI, type, time, text; and the blocks it had."""
    with open(name, encoding="utf-8") as file:
        lines = file.read()
    station = re.findall(r'^ *[\d.]+ s  (.+?)  PI ([0-9A-F]{4})  (.+?)(?:  (\d\d:\d\d \S+))?  "(.*)"$',
                         lines, re.M)
    blocks_heard = re.findall(r"RDS (\d+) blocks, (\d+) bad", lines)
    assert station and blocks_heard, "our receiver has heard no RDS:\n" + lines
    return station[-1], blocks_heard[-1]


def same(what, *values):
    assert len(set(values)) == 1, f"{what}: " + " / ".join(map(repr, values))


def clock(theirs):
    """The time of gr-rds, as we print it; its minute is that of UTC."""
    day_hour, minute, offset = re.fullmatch(r".* (\d+):(\d+) \(([+-][\d.]+)h\)", theirs).groups()
    shift = round(float(offset) * 60)
    local = (int(day_hour) * 60 + int(minute) + shift) % (24 * 60)
    sign = "-" if shift < 0 else "+"
    return f"{local // 60:02}:{local % 60:02} {sign}{abs(shift) // 60:02}:{abs(shift) % 60:02}"


groups, facts = receive(sys.argv[1], int(sys.argv[2]), float(sys.argv[3]))
assert groups, "gr-rds has found no group"
(name, pi, kind, time, text), (heard, bad) = said(sys.argv[4])
told_pi, told_name, told_text = sys.argv[5:8]
print("gr-rds:", facts)
print("ours:", name, pi, kind, time, text)
same("PI", told_pi, facts[PI], pi)
same("name", told_name, facts[NAME].strip(), name)
same("text", told_text, facts[TEXT].split("\r")[0].rstrip(), text)
same("type", facts[TYPE].lower(), kind.lower())
print(f"figure: told, gr-rds and ours alike: {pi}, \"{name}\", {kind}, \"{text}\"")
same("time", clock(facts[CLOCK]), time)
print(f"figure: the time, gr-rds and ours alike: {time}; gr-rds says {facts[CLOCK]}")
whole = [group for group in groups if group[8:] == b"ABCD"]
seconds = os.path.getsize(sys.argv[1]) / 2 / int(sys.argv[2])
sent = seconds * SYMBOL_RATE / 104
print(f"figure: gr-rds {len(whole)} groups of {sent:.0f}, ours {int(heard) / 4:.0f}, {bad} blocks bad")
same("PI of the groups", *{group[:2].hex().upper() for group in groups}, pi)
same("groups with an error", len(whole), len(groups))
same("our bad blocks", bad, "0")
assert int(heard) / 4 >= LEAST_OURS * sent, "ours has too few groups"
assert len(whole) >= LEAST_THEIRS * sent, "gr-rds has too few groups"

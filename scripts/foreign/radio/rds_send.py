"""Writes a recording of a station whose RDS is gr-rds's: rds_send.py FILE.cf32 SECONDS PI NAME TEXT

240,000 complex floats a second, the station in the middle: a tone of 1 kHz, the pilot, and RDS.
"""
import math
import os
import sys

os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")  # the module brings a panel along

import rds
from gnuradio import analog, blocks, digital, filter, gr
from gnuradio.filter import firdes

RATE = 240_000
SYMBOL_RATE = 1187.5
PER_SYMBOL = 16
BASE_RATE = 19_000  # PER_SYMBOL * SYMBOL_RATE
TYPE = 10  # pop music

recording, seconds, pi, name, text = sys.argv[1], int(sys.argv[2]), int(sys.argv[3], 16), *sys.argv[4:6]


def shape():
    """A symbol is a pulse and, half a symbol later, its opposite."""
    pulse = firdes.root_raised_cosine(1, BASE_RATE, 2 * SYMBOL_RATE, 1, 151)
    half = PER_SYMBOL // 2
    padded = [0.0] * half + list(pulse) + [0.0] * half
    taps = [padded[i + half] - padded[i] for i in range(len(pulse) + half)]
    highest = max(map(abs, taps))
    return [tap / highest for tap in taps]


encoder = rds.encoder(
    0, TYPE, True, name, 89.8e6, False, False, pi >> 12, pi >> 8 & 15, pi & 255, text)
flow = gr.top_block()
total = blocks.add_ff()
flow.connect(
    encoder,
    digital.diff_encoder_bb(2),
    digital.chunks_to_symbols_bf([-1, 1], 1),
    filter.interp_fir_filter_fff(PER_SYMBOL, shape()),
    filter.rational_resampler_fff(interpolation=240, decimation=19),
    (product := blocks.multiply_ff()))
flow.connect(analog.sig_source_f(RATE, analog.GR_COS_WAVE, 57_000, 2 / 75), (product, 1))
flow.connect(product, (total, 0))
flow.connect(analog.sig_source_f(RATE, analog.GR_SIN_WAVE, 19_000, 0.09), (total, 1))
flow.connect(analog.sig_source_f(RATE, analog.GR_SIN_WAVE, 1_000, 0.4), (total, 2))
flow.connect(
    total,
    analog.frequency_modulator_fc(2 * math.pi * 75_000 / RATE),
    blocks.multiply_const_cc(0.5),
    blocks.head(gr.sizeof_gr_complex, RATE * seconds),
    blocks.file_sink(gr.sizeof_gr_complex, recording))
flow.run()

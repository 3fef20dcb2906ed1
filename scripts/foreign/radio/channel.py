"""What GNU Radio's receivers have in common: a recording of bytes, and one station of it."""
from gnuradio import blocks, filter, gr
from gnuradio.fft import window
from gnuradio.filter import firdes

QUAD_RATE = 240_000


def channel(recording, rate, offset):
    """Blocks that give the station's samples, QUAD_RATE of them a second.

    rate is a multiple of that; offset is where the station is, in Hz from the centre.
    """
    taps = firdes.low_pass(1, rate, 110_000, 20_000, window.WIN_BLACKMAN_HARRIS)
    return [
        blocks.file_source(gr.sizeof_char, recording),
        blocks.uchar_to_float(),
        blocks.add_const_ff(-127.4),
        blocks.multiply_const_ff(1 / 128),
        blocks.stream_to_vector(gr.sizeof_float, 2),  # I and Q, which are a complex number
        filter.freq_xlating_fir_filter_ccf(rate // QUAD_RATE, taps, offset, rate),
    ]

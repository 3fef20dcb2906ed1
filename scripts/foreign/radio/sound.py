"""Hears a recording with GNU Radio's FM receivers, and compares it with our sound, channel by channel:
sound.py RECORDING RATE OFFSET OURS.wav LEAST_CORRELATION MOST_LEVEL_DB

If our sound is mono, theirs is that of wfm_rcv; if it is stereo, of wfm_rcv_pll. RATE is a multiple
of 240,000; OFFSET is where the station is, in Hz from the centre.
"""
import sys
import wave

import numpy
from gnuradio import analog, blocks, filter, gr
from gnuradio.fft import window
from gnuradio.filter import firdes

from channel import QUAD_RATE, channel

AUDIO_RATE = 48_000
SETTLED = AUDIO_RATE // 2  # frames, until filters and loops have settled
STEP = 4_800  # what is compared is a multiple of it: of that, a Fourier transform is fast
EDGE = 100  # frames that a delay may wrap around
MOST_LAG = 2_000  # frames
TREBLE = 75e-6  # seconds: what wfm_rcv does


def receive(recording, rate, offset, channels):
    if channels == 1:
        receiver = analog.wfm_rcv(QUAD_RATE, 1)
    else:
        receiver = analog.wfm_rcv_pll(QUAD_RATE, 1, TREBLE)
    # wfm_rcv lets the pilot pass; compared is what one hears.
    audible = firdes.low_pass(1, QUAD_RATE, 15_000, 2_000, window.WIN_BLACKMAN_HARRIS)
    flow = gr.top_block()
    flow.connect(*channel(recording, rate, offset), receiver)
    sinks = []
    for i in range(channels):
        sinks.append(blocks.vector_sink_f())
        flow.connect(
            (receiver, i), filter.fir_filter_fff(QUAD_RATE // AUDIO_RATE, audible), sinks[i])
    flow.run()
    return [numpy.array(sink.data()) for sink in sinks]


def read(name):
    """The channels of a WAV file."""
    with wave.open(name) as file:
        assert (file.getframerate(), file.getsampwidth()) == (AUDIO_RATE, 2)
        values = numpy.frombuffer(file.readframes(file.getnframes()), dtype="<i2") / 32768
        return [values[i :: file.getnchannels()] for i in range(file.getnchannels())]


def delayed(signal, frames):
    """The signal a part of a frame later."""
    turns = numpy.fft.rfftfreq(signal.size) * frames
    return numpy.fft.irfft(numpy.fft.rfft(signal) * numpy.exp(-2j * numpy.pi * turns), signal.size)


def inner(signal):
    return signal[EDGE:-EDGE]


def correlation(a, b):
    return numpy.corrcoef(inner(a), inner(b))[0, 1]


def decibels(ratio):
    return 20 * numpy.log10(ratio)


def aligned(a, b):
    """Both, one of them cut by whole frames; and by how many the first is late."""
    size = 2 * STEP
    while size < 2 * max(a.size, b.size):
        size *= 2
    both = numpy.fft.irfft(numpy.fft.rfft(a, size) * numpy.conj(numpy.fft.rfft(b, size)), size)
    lags = numpy.arange(-MOST_LAG, MOST_LAG + 1)
    lag = int(lags[numpy.argmax(both[lags])])
    a, b = a[max(lag, 0):], b[max(-lag, 0):]
    common = min(a.size, b.size) // STEP * STEP
    return a[:common], b[:common], lag


def finest(a, b):
    """The part of a frame by which b has to be later; between the ends there is one hill."""
    low, high = -1.0, 1.0
    for _ in range(25):
        left, right = low + (high - low) / 3, high - (high - low) / 3
        if correlation(a, delayed(b, left)) < correlation(a, delayed(b, right)):
            low = left
        else:
            high = right
    return (low + high) / 2


def compare(what, ours, theirs, least_correlation, most_level):
    ours, theirs, lag = aligned(ours[SETTLED:], theirs[SETTLED:])
    assert ours.size >= 2 * AUDIO_RATE, f"only {ours.size} frames in common"
    part = finest(ours, theirs)
    theirs = delayed(theirs, part)
    found = correlation(ours, theirs)
    level = decibels(numpy.std(inner(ours)) / numpy.std(inner(theirs)))
    share = numpy.dot(inner(ours), inner(theirs)) / numpy.dot(inner(theirs), inner(theirs))
    apart = decibels(numpy.std(inner(ours - share * theirs)) / numpy.std(inner(ours)))
    print(f"figure: {what}, {ours.size / AUDIO_RATE:.1f} s: correlation {found:.7f}, "
          f"level {level:+.3f} dB, difference {apart:.1f} dB, "
          f"delays {abs(lag + part):.2f} frames apart")
    assert found >= least_correlation, "they do not agree"
    assert abs(level) <= most_level, "they are not equally loud"


ours = read(sys.argv[4])
theirs = receive(sys.argv[1], int(sys.argv[2]), float(sys.argv[3]), len(ours))
names = ["mono"] if len(ours) == 1 else ["left", "right"]
for what, one, other in zip(names, ours, theirs):
    compare(what, one, other, float(sys.argv[5]), float(sys.argv[6]))

"""Receives a served recording with gr-osmosdr, and compares each byte with the file:
osmosdr_receive.py PORT RECORDING RATE SAMPLES
"""
import sys

import numpy
import osmosdr
from gnuradio import blocks, gr

port, recording, rate, samples = sys.argv[1], sys.argv[2], int(sys.argv[3]), int(sys.argv[4])

source = osmosdr.source(f"numchan=1 rtl_tcp=127.0.0.1:{port}")
source.set_sample_rate(rate)
source.set_center_freq(433_920_000)
sink = blocks.vector_sink_c(1, samples)
flow = gr.top_block()
flow.connect(source, blocks.head(gr.sizeof_gr_complex, samples), sink)
flow.run()

# gr-osmosdr makes (byte - 127.4) / 128 of a byte.
values = numpy.array(sink.data(), dtype=numpy.complex64).view(numpy.float32).astype(float)
exact = values * 128 + 127.4
received = numpy.round(exact).astype(numpy.uint8)
assert received.size == 2 * samples, f"{received.size} values"
assert numpy.abs(exact - received).max() < 1e-4, "a value that stands for no byte"

sent = numpy.fromfile(recording, dtype=numpy.uint8)
begin = sent.tobytes().find(received[:64].tobytes())
assert begin >= 0, "the first bytes are not in the recording"
assert begin % 2 == 0, "I and Q have changed places"
expected = sent[(begin + numpy.arange(received.size)) % sent.size]
wrong = numpy.nonzero(expected != received)[0]
assert wrong.size == 0, f"{wrong.size} bytes differ, the first is number {wrong[0]}"
print(f"figure: {received.size:,} bytes from number {begin} of the recording on, "
      f"{numpy.unique(received).size} different values, none wrong")

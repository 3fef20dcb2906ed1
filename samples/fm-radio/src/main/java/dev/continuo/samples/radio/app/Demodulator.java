package dev.continuo.samples.radio.app;

import dev.continuo.samples.radio.dsp.FmReceiver;
import dev.continuo.samples.radio.dsp.ReceiverStatus;
import dev.continuo.samples.radio.rds.RdsState;
import dev.continuo.samples.radio.sink.Audio;
import dev.continuo.samples.radio.source.IqBlock;
import java.util.function.Consumer;

/** What is done with a block of samples: plain computing, nothing that waits. */
final class Demodulator {

  /**
   * What a block has given. The next call writes over the sound.
   *
   * @param audio the sound that the block completed; often a little more or less than its duration
   * @param status how the reception is
   * @param rds what the station tells of itself
   */
  record Heard(Audio audio, ReceiverStatus status, RdsState rds) {}

  private static final float[] SILENCE = new float[2 * 1024];

  private final FmReceiver receiver;
  private final Consumer<? super IqBlock> alsoSees;
  private final Audio audio = new Audio();
  private long samples;
  private long frames;

  Demodulator(FmReceiver receiver, Consumer<? super IqBlock> alsoSees) {
    this.receiver = receiver;
    this.alsoSees = alsoSees;
  }

  Heard demodulate(IqBlock block) {
    audio.clear();
    if (block.reconnected()) {
      receiver.restart();
    } else if (!block.isContinuous()) {
      receiver.gap();
    }
    receiver.process(block.iq(), block.samples(), audio);
    samples += block.samples();
    frames += audio.frames();
    alsoSees.accept(block);
    return new Heard(audio, receiver.status(), receiver.rds());
  }

  /**
   * The sound of the last samples, for the end of a recording. The receiver works in blocks; so
   * silence follows here until the last one is full, and what it gives is cut off again: every
   * second of samples gives a second of sound. The receiver is of no use afterwards.
   */
  Audio rest(int sampleRate) {
    long due = samples * FmReceiver.AUDIO_RATE / sampleRate - frames;
    receiver.showSymbols((along, across) -> {}); // silence has none
    audio.clear();
    while (audio.frames() < due) {
      receiver.process(SILENCE, SILENCE.length / 2, audio);
    }
    audio.truncate(Math.max(0, due));
    return audio;
  }
}

package dev.continuo.samples.radio.dsp;

/**
 * How the reception is at the moment.
 *
 * @param levelDbfs the station's power in its channel, in dB of full scale; negative infinity
 *     before the first samples
 * @param snrDb the estimated signal-to-noise ratio in a channel of 200 kHz, in dB; −10 with no
 *     station, and no more than about 60 can be told
 * @param pilot whether the pilot tone of stereo is there
 * @param pilotHz the pilot's deviation in Hz; 6,000 to 7,500 in stereo
 * @param stereo how much stereo is heard, 0 (mono) to 1: weak stations are blended to mono
 * @param carrierOffsetHz how far the carrier is from where the settings say, in Hz
 * @param clippedShare the share of recent samples at the end of the scale, 0 to 1; above 0.01 the
 *     gain is too high
 * @param inputDbfs how much the samples of the whole band vary, in dB of full scale; negative
 *     infinity if all are equal, which is what an input of few bits makes of a signal that is too
 *     weak for it
 * @param settled whether there were samples enough, 0.25 s since the start, for these estimates
 */
public record ReceiverStatus(
    double levelDbfs,
    double snrDb,
    boolean pilot,
    double pilotHz,
    double stereo,
    double carrierOffsetHz,
    double clippedShare,
    double inputDbfs,
    boolean settled) {

  /**
   * Whether stereo is decoded.
   *
   * @return true as soon as the two channels differ
   */
  public boolean stereoLocked() {
    return stereo > 0;
  }
}

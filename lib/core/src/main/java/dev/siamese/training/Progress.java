package dev.siamese.training;

/**
 * Where a run stands.
 *
 * @param epoch the current one, from 1
 * @param totalEpochs how many there will be
 * @param step the steps done in all
 * @param totalSteps how many there will be
 * @param samplesPerSecond training speed so far; validation is not counted
 * @param etaSeconds a guess from that speed
 */
public record Progress(
    int epoch,
    int totalEpochs,
    int step,
    int totalSteps,
    double samplesPerSecond,
    double etaSeconds) {}

package dev.siamese.training;

/**
 * Where a run stands.
 *
 * @param epoch the current one, from 1
 * @param epochs how many there will be
 * @param step the steps done in all
 * @param steps how many there will be
 * @param imagesPerSecond training speed so far; validation is not counted
 * @param secondsLeft a guess from that speed
 */
public record Progress(
    int epoch, int epochs, int step, int steps, double imagesPerSecond, double secondsLeft) {}

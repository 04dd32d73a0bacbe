package dev.siamese.training;

/**
 * The position of a run after a step.
 *
 * @param epoch the current epoch, from 1
 * @param totalEpochs the number of epochs of the run
 * @param step the number of steps done
 * @param totalSteps the number of steps of the run
 * @param samplesPerSecond the training speed so far, without validation
 * @param etaSeconds the estimated remaining time at this speed
 */
public record Progress(
    int epoch,
    int totalEpochs,
    int step,
    int totalSteps,
    double samplesPerSecond,
    double etaSeconds) {}

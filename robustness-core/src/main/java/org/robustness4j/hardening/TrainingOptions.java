package org.robustness4j.hardening;

import java.util.LinkedHashMap;
import java.util.Map;
import org.apiguardian.api.API;
import org.apiguardian.api.API.Status;
import org.jspecify.annotations.Nullable;
import org.robustness4j.data.Samples;

/**
 * Options of a training. The result depends on all of them but the number of workers.
 *
 * @param epochs how often each training sample is seen, at most
 * @param batchSize the number of samples in a step
 * @param learningRate in place of the model's own, null to keep that
 * @param validation samples that are not trained on, to measure robust accuracy on after each epoch; null to set aside
 *     some of the training samples
 * @param heldOut how many training samples are set aside where there is no validation set; with 0 nothing is measured,
 *     and the last epoch counts as the best
 * @param patience after how many epochs without an increase of robust accuracy training ends
 * @param isFromScratch whether training begins with new weights, of the model's own initialisation, instead of its own
 * @param seed of batches, random starts and dropout; new weights are drawn by the seed in the model's own configuration
 * @param workers the number of threads
 */
@API(status = Status.EXPERIMENTAL, since = "0.1")
public record TrainingOptions(
        int epochs,
        int batchSize,
        @Nullable LearningRateSchedule learningRate,
        @Nullable Samples validation,
        int heldOut,
        int patience,
        boolean isFromScratch,
        long seed,
        int workers) {

    private static final int DEFAULT_BATCH = 64;
    private static final int DEFAULT_HELD_OUT = 500;

    /** @throws IllegalArgumentException if a number is too small */
    public TrainingOptions {
        require("number of epochs", epochs, 1);
        require("size of a batch", batchSize, 1);
        require("number of held-out samples", heldOut, 0);
        require("patience", patience, 1);
        require("number of workers", workers, 1);
    }

    private static void require(String what, int value, int least) {
        if (value < least) {
            throw new IllegalArgumentException("The " + what + " must be at least " + least + ", but is " + value);
        }
    }

    /** Batches of 64, the model's own learning rate, 500 samples held out, no early stop, seed 1, one worker. */
    public static TrainingOptions epochs(int epochs) {
        return new TrainingOptions(epochs, DEFAULT_BATCH, null, null, DEFAULT_HELD_OUT, Integer.MAX_VALUE, false, 1, 1);
    }

    /** The options that decide the result, by name, for results. */
    public Map<String, Object> parameters() {
        Map<String, Object> parameters = new LinkedHashMap<>();
        parameters.put("epochs", epochs);
        parameters.put("batchSize", batchSize);
        parameters.put("learningRate", learningRate == null ? "the model's own" : learningRate.description());
        parameters.put("fromScratch", isFromScratch);
        parameters.put("heldOut", validation == null ? "at most " + heldOut : "a set of " + validation.size());
        if (patience < Integer.MAX_VALUE) {
            parameters.put("patience", patience);
        }
        parameters.put("seed", seed);
        return parameters;
    }

    /** The same with another size of batches. */
    public TrainingOptions batchSize(int samples) {
        return new TrainingOptions(
                epochs, samples, learningRate, validation, heldOut, patience, isFromScratch, seed, workers);
    }

    /** The same with a learning rate in place of the model's own. */
    public TrainingOptions learningRate(LearningRateSchedule schedule) {
        return new TrainingOptions(
                epochs, batchSize, schedule, validation, heldOut, patience, isFromScratch, seed, workers);
    }

    /** The same, validated on samples that are not trained on. */
    public TrainingOptions validatedOn(Samples samples) {
        return new TrainingOptions(
                epochs, batchSize, learningRate, samples, heldOut, patience, isFromScratch, seed, workers);
    }

    /** The same with another number of training samples set aside. */
    public TrainingOptions holdOut(int samples) {
        return new TrainingOptions(
                epochs, batchSize, learningRate, null, samples, patience, isFromScratch, seed, workers);
    }

    /** The same with an end after some epochs without an increase of robust accuracy. */
    public TrainingOptions stopAfter(int epochsWithoutIncrease) {
        return new TrainingOptions(
                epochs,
                batchSize,
                learningRate,
                validation,
                heldOut,
                epochsWithoutIncrease,
                isFromScratch,
                seed,
                workers);
    }

    /**
     * The same, beginning with new weights, and with the model's own learning-rate schedule from its start. A trained
     * model is sure of most samples, where the gradient of its loss vanishes: a penalty on it changes little from
     * there, and a model that grows up with the penalty is far more robust.
     */
    public TrainingOptions fromScratch() {
        return new TrainingOptions(epochs, batchSize, learningRate, validation, heldOut, patience, true, seed, workers);
    }

    /** The same with another seed. */
    public TrainingOptions seed(long newSeed) {
        return new TrainingOptions(
                epochs, batchSize, learningRate, validation, heldOut, patience, isFromScratch, newSeed, workers);
    }

    /** The same with another number of threads. */
    public TrainingOptions workers(int threads) {
        return new TrainingOptions(
                epochs, batchSize, learningRate, validation, heldOut, patience, isFromScratch, seed, threads);
    }
}

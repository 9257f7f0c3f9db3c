package org.robustness4j.internal.results.record;

/**
 * The model's prediction for an input, as it is stored.
 *
 * @param label the class
 * @param name the name of the class
 * @param confidence its softmax probability
 */
public record PredictionRecord(int label, String name, double confidence) {}

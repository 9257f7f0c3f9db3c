package org.robustness4j.evaluation;

/**
 * What the model takes an input for.
 *
 * @param label the class
 * @param confidence its softmax probability
 */
public record Prediction(int label, double confidence) {}

package org.robustness4j.internal.results.record;

/**
 * The part of an evaluation that a baseline keeps, to compare later ones with.
 *
 * @param test the test it was made by
 * @param model the name of the model
 * @param attack the attack
 * @param sampleSet what it broke
 */
public record BaselineEntry(TestId test, String model, AttackRecord attack, SampleSetRecord sampleSet) {}

package org.robustness4j.verdict;

import org.robustness4j.evaluation.Tally;

/**
 * What an attack made of one class or slice.
 *
 * @param kind what it is
 * @param name the number of the class, or the name of the slice
 * @param tally what the attack made of its samples
 * @param probe what searches of the checks made of its samples
 */
public record GroupTally(GroupKind kind, String name, Tally tally, Probe probe) {}

package org.robustness4j.verdict;

import java.util.function.IntPredicate;

/**
 * A named part of the data set, such as the pictures taken at night.
 *
 * @param name for people and results
 * @param contains whether the sample of an index belongs to it
 */
public record Slice(String name, IntPredicate contains) {}

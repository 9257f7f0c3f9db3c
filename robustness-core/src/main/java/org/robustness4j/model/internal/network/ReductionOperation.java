package org.robustness4j.model.internal.network;

/** An operation that computes a value of several values of a sample, such as a softmax or a distance. */
public non-sealed interface ReductionOperation extends Operation {}

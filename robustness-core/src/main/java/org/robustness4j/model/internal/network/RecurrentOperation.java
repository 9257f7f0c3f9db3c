package org.robustness4j.model.internal.network;

/** An operation along the steps of a sequence that remembers the steps before. */
public non-sealed interface RecurrentOperation extends Operation {}

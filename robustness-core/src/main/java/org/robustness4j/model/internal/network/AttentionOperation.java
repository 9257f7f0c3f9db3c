package org.robustness4j.model.internal.network;

/** An operation in which each step of a sequence looks at all others. */
public non-sealed interface AttentionOperation extends Operation {}

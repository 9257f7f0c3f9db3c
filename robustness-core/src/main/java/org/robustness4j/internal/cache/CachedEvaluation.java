package org.robustness4j.internal.cache;

import org.robustness4j.evaluation.AttackEvaluation;

/**
 * An evaluation, and where it is from.
 *
 * @param evaluation the evaluation
 * @param fromCache whether an earlier build measured it
 */
public record CachedEvaluation(AttackEvaluation evaluation, boolean fromCache) {}

package org.robustness4j.diagnosis.internal;

import org.robustness4j.attack.RunOptions;
import org.robustness4j.verdict.SuccessRateLimits;

/**
 * Under what conditions an evaluation is checked.
 *
 * @param demand what is demanded of it: its slices, and whether classes are limited
 * @param options seed, workers, and what the adversary can afford on each sample, which the checks do not exceed
 * @param deadline until when they may search
 */
record Conditions(SuccessRateLimits demand, RunOptions options, Deadline deadline) {}

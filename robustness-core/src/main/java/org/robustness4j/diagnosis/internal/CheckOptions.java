package org.robustness4j.diagnosis.internal;

import org.robustness4j.attack.RunOptions;
import org.robustness4j.verdict.SuccessRateLimits;

/**
 * How an evaluation is checked.
 *
 * @param limits that it is judged by: their slices, and limited classes, are looked at separately
 * @param runOptions seed, workers, and what the adversary can afford on each sample, which the checks do not exceed
 * @param deadline until when they may search
 */
record CheckOptions(SuccessRateLimits limits, RunOptions runOptions, Deadline deadline) {}

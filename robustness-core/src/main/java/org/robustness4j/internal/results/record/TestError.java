package org.robustness4j.internal.results.record;

import java.time.Instant;

/**
 * A test that ended without a valid result: a wrong set-up, a failure on the way, or an assertion of its own.
 *
 * @param test the test
 * @param message what went wrong
 * @param finishedAt when it ended
 */
public record TestError(TestId test, String message, Instant finishedAt) implements TestResult {}

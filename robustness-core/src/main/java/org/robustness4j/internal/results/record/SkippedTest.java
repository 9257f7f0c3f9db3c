package org.robustness4j.internal.results.record;

import java.time.Instant;

/**
 * A test that was switched off.
 *
 * @param test the test
 * @param reason why
 * @param finishedAt when it was passed over
 */
public record SkippedTest(TestId test, String reason, Instant finishedAt) implements TestResult {}

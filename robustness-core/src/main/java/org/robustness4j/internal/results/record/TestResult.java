package org.robustness4j.internal.results.record;

import java.time.Instant;

/** How a planned test ended. */
public sealed interface TestResult permits EvaluationRecord, TestError, SkippedTest {

    TestId test();

    Instant finishedAt();
}

package org.robustness4j.junit.engine;

/** What a missed limit does to its test. */
enum VerdictMode {
    FAIL,
    RECORD
}

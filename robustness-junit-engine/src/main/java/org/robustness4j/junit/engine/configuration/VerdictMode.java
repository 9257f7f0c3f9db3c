package org.robustness4j.junit.engine.configuration;

/** What a missed limit does to its test. */
public enum VerdictMode {
    FAIL,
    RECORD
}

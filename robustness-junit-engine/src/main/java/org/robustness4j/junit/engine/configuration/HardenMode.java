package org.robustness4j.junit.engine.configuration;

/** When models of tests with {@code @Harden} are hardened. */
public enum HardenMode {
    NEVER,
    ON_FAILURE,
    ALWAYS
}

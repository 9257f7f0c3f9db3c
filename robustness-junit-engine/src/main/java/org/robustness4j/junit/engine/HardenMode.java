package org.robustness4j.junit.engine;

/** When models of tests with {@code @Harden} are hardened. */
enum HardenMode {
    NEVER,
    ON_FAILURE,
    ALWAYS
}

package org.robustness4j.junit.engine;

/** Which evaluations are checked before they are believed. */
enum CheckMode {
    /** None. */
    FALSE,
    /** Those that meet a limit of their own by all checks, others by all but those for hidden gradients. */
    TRUE,
    /** All by all checks, since rules of the gate judge those without a limit. */
    ALL
}

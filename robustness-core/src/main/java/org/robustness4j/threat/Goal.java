package org.robustness4j.threat;

/** What the adversary wants of a sample. */
public enum Goal {
    /** Any class but the true one. */
    UNTARGETED,
    /** One given class. */
    TARGETED
}

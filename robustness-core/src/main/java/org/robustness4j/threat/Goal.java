package org.robustness4j.threat;

import org.apiguardian.api.API;
import org.apiguardian.api.API.Status;

/** The goal of the adversary. */
@API(status = Status.STABLE, since = "0.1")
public enum Goal {
    /** Any class but the true one of a sample. */
    UNTARGETED,
    /** One given class for a sample of another. */
    TARGETED,
    /** One given class for an image grown from noise, which belongs to no class. */
    FAKE;

    /** Whether the adversary wants one given class. */
    public boolean hasTarget() {
        return this != UNTARGETED;
    }
}

package org.robustness4j.hardening;

import org.apiguardian.api.API;
import org.apiguardian.api.API.Status;

/** Thrown when loss or weights are no longer finite; the message names the last good checkpoint. */
@API(status = Status.EXPERIMENTAL, since = "0.1")
public final class TrainingDivergedException extends IllegalStateException {

    private static final long serialVersionUID = 1L;

    TrainingDivergedException(String message) {
        super(message);
    }
}

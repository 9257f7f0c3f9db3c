package org.robustness4j.hardening;

import org.apiguardian.api.API;
import org.apiguardian.api.API.Status;

/** Says that training came to numbers that are none, and where what was good before it is. */
@API(status = Status.EXPERIMENTAL, since = "0.1")
public final class TrainingDivergedException extends IllegalStateException {

    private static final long serialVersionUID = 1L;

    TrainingDivergedException(String message) {
        super(message);
    }
}

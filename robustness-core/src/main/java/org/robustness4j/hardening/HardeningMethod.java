package org.robustness4j.hardening;

import java.util.Map;
import org.apiguardian.api.API;
import org.apiguardian.api.API.Status;

/** A way to train a model so that it withstands attacks: adversarial training or gradient regularisation. */
@API(status = Status.STABLE, since = "0.1")
public sealed interface HardeningMethod permits AdversarialTraining, GradientRegularization {

    /** Its name, for results. */
    default String name() {
        return getClass().getSimpleName();
    }

    /** Its parameters by name, for results. */
    Map<String, Object> parameters();
}

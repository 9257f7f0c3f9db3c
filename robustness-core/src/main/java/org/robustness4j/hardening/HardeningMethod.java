package org.robustness4j.hardening;

import java.util.Map;
import org.apiguardian.api.API;
import org.apiguardian.api.API.Status;

/** A way to train a model so that it withstands attacks: adversarially, with intervals, or with small gradients. */
@API(status = Status.STABLE, since = "0.1")
public sealed interface HardeningMethod permits AdversarialTraining, CertifiedTraining, GradientRegularization {

    /** Its name, for results. */
    default String name() {
        return getClass().getSimpleName();
    }

    /** Its parameters by name, for results. */
    Map<String, Object> parameters();
}

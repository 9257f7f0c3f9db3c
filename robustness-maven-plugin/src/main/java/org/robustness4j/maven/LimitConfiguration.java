package org.robustness4j.maven;

import org.apiguardian.api.API;
import org.apiguardian.api.API.Status;
import org.jspecify.annotations.Nullable;
import org.robustness4j.internal.gate.Limit;
import org.robustness4j.internal.gate.Metric;

/** A limit as the POM has it. */
@API(status = Status.STABLE, since = "0.1")
public final class LimitConfiguration {

    private String metric = "";
    private @Nullable String minimum;
    private @Nullable String maximum;

    Limit toLimit() {
        return new Limit(
                Metric.ofKey(metric),
                minimum == null ? null : Shares.parse("minimum of " + metric, minimum),
                maximum == null ? null : Shares.parse("maximum of " + metric, maximum));
    }
}

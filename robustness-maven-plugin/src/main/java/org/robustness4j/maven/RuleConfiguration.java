package org.robustness4j.maven;

import java.util.List;
import org.apiguardian.api.API;
import org.apiguardian.api.API.Status;
import org.robustness4j.internal.gate.Element;
import org.robustness4j.internal.gate.Rule;

/** A rule as the POM has it. */
@API(status = Status.STABLE, since = "0.1")
public final class RuleConfiguration {

    private Element element = Element.BUNDLE;
    private List<String> includes = List.of();
    private List<LimitConfiguration> limits = List.of();

    Rule toRule() {
        return new Rule(
                element,
                includes,
                limits.stream().map(LimitConfiguration::toLimit).toList());
    }
}

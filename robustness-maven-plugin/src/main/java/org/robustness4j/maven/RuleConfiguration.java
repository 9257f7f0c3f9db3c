package org.robustness4j.maven;

import java.util.List;
import org.robustness4j.internal.gate.Element;
import org.robustness4j.internal.gate.Rule;

/** A rule as the POM has it. */
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

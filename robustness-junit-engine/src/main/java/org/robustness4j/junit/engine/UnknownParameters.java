package org.robustness4j.junit.engine;

import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.junit.platform.engine.ConfigurationParameters;
import org.junit.platform.engine.DiscoveryIssue;
import org.junit.platform.engine.support.discovery.DiscoveryIssueReporter;
import org.robustness4j.configuration.PropertyNames;
import org.robustness4j.configuration.UnknownProperty;
import org.slf4j.Logger;

/** Configuration parameters and system properties that begin as ours do and are none of ours: misspelt, they have no effect. */
record UnknownParameters(List<UnknownProperty> properties) {

    static UnknownParameters among(ConfigurationParameters parameters) {
        Set<String> names = new HashSet<>(System.getProperties().stringPropertyNames());
        names.addAll(parameters.keySet());
        return new UnknownParameters(PropertyNames.unknownAmong(names));
    }

    void report(DiscoveryIssueReporter issues) {
        properties.forEach(property ->
                issues.reportIssue(DiscoveryIssue.builder(DiscoveryIssue.Severity.WARNING, property.toString())));
    }

    void log(Logger logger) {
        properties.forEach(property -> logger.warn("{}", property));
    }
}

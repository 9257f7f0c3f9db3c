package org.robustness4j.junit.engine.configuration;

import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.junit.platform.engine.ConfigurationParameters;
import org.junit.platform.engine.DiscoveryIssue;
import org.junit.platform.engine.support.discovery.DiscoveryIssueReporter;
import org.robustness4j.configuration.internal.PropertyNames;
import org.robustness4j.configuration.internal.UnknownProperty;
import org.slf4j.Logger;

/**
 * Configuration parameters and system properties that begin as ours do and are none of ours: misspelt, they have no
 * effect.
 */
public record UnknownParameters(List<UnknownProperty> properties) {

    public static UnknownParameters among(ConfigurationParameters parameters) {
        Set<String> names = new HashSet<>(System.getProperties().stringPropertyNames());
        names.addAll(parameters.keySet());
        return new UnknownParameters(PropertyNames.unknownAmong(names));
    }

    public void report(DiscoveryIssueReporter issues) {
        properties.forEach(property ->
                issues.reportIssue(DiscoveryIssue.builder(DiscoveryIssue.Severity.WARNING, property.toString())));
    }

    public void log(Logger logger) {
        properties.forEach(property -> logger.warn("{}", property));
    }
}

package org.robustness4j.junit.engine.discovery;

import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.junit.platform.engine.ConfigurationParameters;
import org.junit.platform.engine.DiscoveryIssue;
import org.junit.platform.engine.support.discovery.DiscoveryIssueReporter;

/**
 * What an engine has said of the tests that it discovered. Surefire discovers each class to see whether there are tests
 * in it, then all of them to run them, with one engine object: each issue is said the first time.
 */
public final class SaidIssues {

    /** Where issues fail the run, which JUnit decides by those of the last discovery. */
    private static final String CRITICAL = "junit.platform.discovery.issue.severity.critical";

    private final Set<String> said = ConcurrentHashMap.newKeySet();

    /** A reporter to which each issue comes once, unless issues are to fail the run. */
    DiscoveryIssueReporter firstTo(DiscoveryIssueReporter reporter, ConfigurationParameters parameters) {
        return parameters.get(CRITICAL).isPresent()
                ? reporter
                : issue -> {
                    if (said.add(name(issue))) {
                        reporter.reportIssue(issue);
                    }
                };
    }

    private static String name(DiscoveryIssue issue) {
        return issue.message() + " " + issue.source();
    }
}

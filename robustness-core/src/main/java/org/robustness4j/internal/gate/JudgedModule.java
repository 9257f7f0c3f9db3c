package org.robustness4j.internal.gate;

import org.robustness4j.internal.results.LatestResults;

/**
 * The results of one module of a build.
 *
 * @param results of its tests; there may be none
 * @param next what to do about what is wrong with them
 */
public record JudgedModule(LatestResults results, NextSteps next) {

    public JudgedModule {
        next = next.among(results.tests());
    }

    /** A module that is the whole build. */
    static JudgedModule alone(LatestResults results) {
        return new JudgedModule(results, new NextSteps(BuildCalls.PLAIN));
    }
}

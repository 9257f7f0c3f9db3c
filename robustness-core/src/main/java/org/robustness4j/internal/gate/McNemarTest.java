package org.robustness4j.internal.gate;

import org.apache.commons.statistics.distribution.BinomialDistribution;

/**
 * Whether a change of paired outcomes is more than chance (McNemar, Psychometrika 12, 1947, in its exact form): samples
 * that are broken both times, or neither, say nothing; if nothing had changed, each of the others would go one way or
 * the other as a coin falls.
 *
 * @param worse the samples broken now that were not before
 * @param better the samples broken before that are not now
 */
record McNemarTest(int worse, int better) {

    /** The probability of at least so many worse ones by chance. */
    double pValue() {
        return worse == 0 ? 1 : BinomialDistribution.of(worse + better, 0.5).survivalProbability(worse - 1);
    }
}
